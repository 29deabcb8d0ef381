package ai.refit.embedding.work;

import ai.refit.contracts.topic.TopicPlan;
import ai.refit.contracts.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.Consumer;
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

/** How the worker listens to Kafka. No listener starts by itself: the {@link IndexKeeper} lets work in. */
@Configuration
@EnableScheduling
@EnableConfigurationProperties(TopicPlan.class)
class WorkConfiguration {

    private static final Logger log = LoggerFactory.getLogger(WorkConfiguration.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final long COMMIT_MILLIS = 250;
    private static final Duration LONGEST_BULK = Duration.ofHours(2);
    private static final Duration OVERLAP = Duration.ofMinutes(1);

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

    /** A poll's worth at a time, tried again without end while the world is away. */
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, byte[]> batches(
            ConsumerFactory<String, byte[]> consumers, TopicsReady topics) {
        return factory(consumers);
    }

    /** The same on several threads. */
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, byte[]> recommendations(
            ConsumerFactory<String, byte[]> consumers, RecommendationsProperties properties, TopicsReady topics) {
        var factory = factory(consumers);
        factory.setConcurrency(properties.concurrency());
        return factory;
    }

    /** One order at a time, each of which may take long. */
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, byte[]> bulk(
            ConsumerFactory<String, byte[]> consumers, TopicsReady topics) {
        var factory = factory(consumers);
        var properties = factory.getContainerProperties().getKafkaConsumerProperties();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Long.toString(LONGEST_BULK.toMillis()));
        return factory;
    }

    /** Every instance reads all announcements, from a little before it started. */
    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> announcements(
            ConsumerFactory<String, byte[]> consumers, AnnouncementListener listener, TopicsReady topics) {
        long since = Instant.now().minus(OVERLAP).toEpochMilli();
        TopicPartitionOffset[] partitions;
        try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
            partitions = consumer.partitionsFor(Topics.MENTOR_STORED).stream()
                    .map(partition -> new TopicPartitionOffset(
                            Topics.MENTOR_STORED, partition.partition(), since, SeekPosition.TIMESTAMP))
                    .toArray(TopicPartitionOffset[]::new);
        }
        var properties = new ContainerProperties(partitions);
        properties.setMessageListener(listener);
        properties.setAckMode(AckMode.MANUAL);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName("announcements");
        container.setCommonErrorHandler(patience());
        return container;
    }

    private static ConcurrentKafkaListenerContainerFactory<String, byte[]> factory(
            ConsumerFactory<String, byte[]> consumers) {
        var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
        factory.setConsumerFactory(consumers);
        factory.setBatchListener(true);
        factory.setAutoStartup(false);
        factory.getContainerProperties().setAckMode(AckMode.TIME);
        factory.getContainerProperties().setAckTime(COMMIT_MILLIS);
        factory.getContainerProperties().setSyncCommits(false);
        factory.setCommonErrorHandler(patience());
        return factory;
    }

    private static DefaultErrorHandler patience() {
        return new DefaultErrorHandler(new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
    }
}
