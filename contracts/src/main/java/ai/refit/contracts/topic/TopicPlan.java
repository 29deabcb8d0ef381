package ai.refit.contracts.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * All topics with their settings, and their creation. A topic that exists is left as it is, but that it takes messages as
 * large as are sent now.
 *
 * @param partitions of each topic; dead-letter topics have one
 * @param replicas copies of each partition; 0 leaves it to the broker's default
 * @param taskRetention how long orders and reports stay; they hold mentees' interests
 * @param deadLetterRetention how long unreadable messages stay
 */
@ConfigurationProperties("refit.topics")
public record TopicPlan(int partitions, int replicas, Duration taskRetention, Duration deadLetterRetention) {

    private static final List<String> TASK_TOPICS = List.of(
            Topics.RECOMMENDATION_REQUESTED,
            Topics.RECOMMENDATION_FINISHED,
            Topics.EMBEDDING_REQUESTED,
            Topics.REEMBEDDING_REQUESTED,
            Topics.EMBEDDING_FINISHED,
            Topics.ANALYSIS_REQUESTED,
            Topics.ANALYSIS_FINISHED,
            Topics.POSTING_REQUESTED,
            Topics.POSTING_FINISHED,
            Topics.REPORT_REQUESTED,
            Topics.REPORT_FINISHED,
            Topics.TASK_CANCELED,
            Topics.TASK_PROGRESSED,
            Topics.MENTOR_STORED);
    /** 256 texts of 20,000 Hangul letters, the largest order there is, take 15.4 million bytes. */
    private static final int LARGEST_MESSAGE = 16 << 20;
    /** A dead letter carries the reason beside the message. */
    private static final int LARGEST_DEAD_LETTER = LARGEST_MESSAGE + (1 << 20);

    private static final Duration HEARTBEAT_RETENTION = Duration.ofMinutes(10);
    /** An orchestrator that was away finds what it was to deploy. */
    private static final Duration DEPLOY_RETENTION = Duration.ofDays(7);

    private static final Logger log = LoggerFactory.getLogger(TopicPlan.class);

    public TopicPlan {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: 1 or more)");
        }
    }

    public List<NewTopic> topics() {
        var topics = new ArrayList<NewTopic>();
        for (String name : TASK_TOPICS) {
            topics.add(topic(name, partitions, retained(taskRetention)));
            topics.add(deadLetters(name));
        }
        topics.add(topic(Topics.WORKER_HEARTBEAT, 1, retained(HEARTBEAT_RETENTION)));
        topics.add(deadLetters(Topics.WORKER_HEARTBEAT));
        topics.add(topic(Topics.DEPLOY_REQUESTED, partitions, retained(DEPLOY_RETENTION)));
        topics.add(deadLetters(Topics.DEPLOY_REQUESTED));
        topics.add(topic(
                Topics.MENTOR_CHANGED,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(LARGEST_MESSAGE),
                        // An erased person's profiles are gone from the log within this time.
                        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                        millis(taskRetention),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        millis(taskRetention))));
        topics.add(deadLetters(Topics.MENTOR_CHANGED));
        return topics;
    }

    /** Creates what is missing. Throws when the broker cannot be reached; then call it again. */
    public void create(Admin admin) throws InterruptedException, ExecutionException {
        Map<String, KafkaFuture<Void>> results = admin.createTopics(topics()).values();
        List<ConfigResource> present = new ArrayList<>();
        for (var result : results.entrySet()) {
            try {
                result.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                present.add(new ConfigResource(ConfigResource.Type.TOPIC, result.getKey()));
            }
        }
        raiseLimits(admin, present);
    }

    /** Topics of an earlier release take less than is sent now. */
    private static void raiseLimits(Admin admin, List<ConfigResource> present)
            throws InterruptedException, ExecutionException {
        Map<ConfigResource, Collection<AlterConfigOp>> raised = new HashMap<>();
        for (var found : admin.describeConfigs(present).all().get().entrySet()) {
            ConfigResource topic = found.getKey();
            int limit = Topics.isDeadLetters(topic.name()) ? LARGEST_DEAD_LETTER : LARGEST_MESSAGE;
            ConfigEntry now = found.getValue().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (Integer.parseInt(now.value()) < limit) {
                var entry = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(limit));
                raised.put(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET)));
            }
        }
        admin.incrementalAlterConfigs(raised).all().get();
    }

    /** Creates what is missing, and tries again every second until the broker can be reached. */
    public void createPatiently(Map<String, Object> adminProperties) {
        while (true) {
            try (var admin = Admin.create(adminProperties)) {
                create(admin);
                return;
            } catch (ExecutionException | KafkaException e) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("topics not created yet; is Kafka up?");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while creating topics", e);
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    private NewTopic deadLetters(String name) {
        Map<String, String> configuration = new TreeMap<>(retained(deadLetterRetention));
        configuration.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_DEAD_LETTER));
        return topic(Topics.deadLetters(name), 1, configuration);
    }

    private NewTopic topic(String name, int partitions, Map<String, String> configuration) {
        Optional<Short> replication = replicas == 0 ? Optional.empty() : Optional.of((short) replicas);
        return new NewTopic(name, Optional.of(partitions), replication).configs(configuration);
    }

    private static Map<String, String> retained(Duration retention) {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                millis(retention),
                TopicConfig.SEGMENT_MS_CONFIG,
                millis(retention),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(LARGEST_MESSAGE));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
