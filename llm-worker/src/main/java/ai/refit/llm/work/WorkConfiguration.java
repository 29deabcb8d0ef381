package ai.refit.llm.work;

import ai.refit.contracts.topic.TopicPlan;
import ai.refit.contracts.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.backoff.FixedBackOff;

/** How the worker listens to Kafka, but for its {@link OrderLoop}. */
@Configuration
@EnableScheduling
@EnableConfigurationProperties(TopicPlan.class)
class WorkConfiguration {

    private static final Logger log = LoggerFactory.getLogger(WorkConfiguration.class);
    private static final long PAUSE_MILLIS = 1000;
    /** A cancellation may have been sent before this worker started, and its order be handed out after. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

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
        setUpGroup(admin.getConfigurationProperties());
        return new TopicsReady();
    }

    /**
     * A share group starts at the latest order unless told otherwise, and those sent before its first member would be lost.
     * An order is locked only until the ledger has it: the shortest lock that brokers take hands it on soonest.
     */
    private static void setUpGroup(Map<String, Object> properties) {
        var group = new ConfigResource(ConfigResource.Type.GROUP, OrderLoop.GROUP);
        List<AlterConfigOp> settings = List.of(
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET),
                new AlterConfigOp(new ConfigEntry("share.record.lock.duration.ms", "15000"), AlterConfigOp.OpType.SET));
        try (var admin = Admin.create(properties)) {
            admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the share group " + OrderLoop.GROUP + " cannot be set up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while setting up the share group", e);
        }
    }

    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> cancellations(
            ConsumerFactory<String, byte[]> consumers, CancelListener listener, TopicsReady topics) {
        long since = Instant.now().minus(OVERLAP).toEpochMilli();
        TopicPartitionOffset[] partitions;
        try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
            partitions = consumer.partitionsFor(Topics.TASK_CANCELED).stream()
                    .map(partition -> new TopicPartitionOffset(
                            Topics.TASK_CANCELED, partition.partition(), since, SeekPosition.TIMESTAMP))
                    .toArray(TopicPartitionOffset[]::new);
        }
        var properties = new ContainerProperties(partitions);
        properties.setMessageListener(listener);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName("cancellations");
        container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }
}
