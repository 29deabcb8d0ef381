package ai.refit.edge;

import ai.refit.contracts.topic.TopicPlan;
import ai.refit.edge.health.Workers;
import ai.refit.edge.intake.ReplyPartitions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.backoff.FixedBackOff;

/** How the edge listens to Kafka. */
@Configuration
@EnableScheduling
@EnableConfigurationProperties(TopicPlan.class)
class EdgeConfiguration {

    private static final Logger log = LoggerFactory.getLogger(EdgeConfiguration.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final long COMMIT_MILLIS = 250;

    /** Reports of all partitions that the group gives us; the rebalance listener tells the orders which those are. */
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, byte[]> reportContainers(
            ConsumerFactory<String, byte[]> consumers, ReplyPartitions partitions, TopicsReady topics) {
        var factory = batches(consumers);
        factory.getContainerProperties().setConsumerRebalanceListener(partitions);
        return factory;
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<String, byte[]> progressContainers(
            ConsumerFactory<String, byte[]> consumers, TopicsReady topics) {
        return batches(consumers);
    }

    /** Every edge hears every worker's signs of life, from now on. */
    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> heartbeats(
            ConsumerFactory<String, byte[]> consumers, Workers workers, TopicsReady topics) {
        var properties = new ContainerProperties(new TopicPartitionOffset(Workers.TOPIC, 0, SeekPosition.END));
        properties.setMessageListener(workers);
        properties.setAckMode(AckMode.MANUAL);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName("heartbeats");
        return container;
    }

    /** Timers go on after a failure; one line says what it was. */
    @Bean
    ThreadPoolTaskSchedulerCustomizer timerFailures() {
        return scheduler -> scheduler.setErrorHandler(failure ->
                log.atWarn().addKeyValue("reason", failure.toString()).log("a timer failed; it goes on"));
    }

    /** Exists when all topics do. */
    record TopicsReady() {}

    @Bean
    TopicsReady topicsReady(TopicPlan plan, KafkaAdmin admin) {
        plan.createPatiently(admin.getConfigurationProperties());
        return new TopicsReady();
    }

    /**
     * Batches, tried again without end while the world is away. Offsets are committed now and then: a repeated report
     * changes nothing.
     */
    private static ConcurrentKafkaListenerContainerFactory<String, byte[]> batches(
            ConsumerFactory<String, byte[]> consumers) {
        var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
        factory.setConsumerFactory(consumers);
        factory.setBatchListener(true);
        factory.getContainerProperties().setAckMode(AckMode.TIME);
        factory.getContainerProperties().setAckTime(COMMIT_MILLIS);
        factory.getContainerProperties().setSyncCommits(false);
        factory.getContainerProperties()
                .getKafkaConsumerProperties()
                .put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "500");
        factory.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return factory;
    }
}
