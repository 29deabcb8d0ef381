package ai.refit.deploy.intake;

import ai.refit.contracts.topic.TopicPlan;
import ai.refit.contracts.topic.Topics;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** Events over Kafka, where a Kafka is named; everything else works without. */
@Configuration
@ConditionalOnProperty("spring.kafka.bootstrap-servers")
@EnableConfigurationProperties(TopicPlan.class)
class KafkaConfiguration {

    private static final long PAUSE_MILLIS = 1000;

    @Bean
    CiEventListener events(CiEvents events, KafkaTemplate<String, byte[]> kafka) {
        return new CiEventListener(events, kafka);
    }

    /** One message after another, committed each; the same again, without end, while the database is away. */
    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> eventContainer(
            ConsumerFactory<String, byte[]> consumers, CiEventListener events) {
        var properties = new ContainerProperties(Topics.DEPLOY_REQUESTED);
        properties.setMessageListener(events);
        properties.setAckMode(AckMode.RECORD);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName("deploy-events");
        var retry = new DefaultErrorHandler(new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
        retry.setLogLevel(KafkaException.Level.WARN);
        container.setCommonErrorHandler(retry);
        // Its topic may not be there yet.
        container.setAutoStartup(false);
        return container;
    }

    @Bean
    Broker broker(TopicPlan plan, KafkaAdmin admin, ConcurrentMessageListenerContainer<String, byte[]> eventContainer) {
        return new Broker(plan, admin, eventContainer);
    }
}
