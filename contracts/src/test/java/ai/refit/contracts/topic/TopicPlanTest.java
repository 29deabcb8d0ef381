package ai.refit.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.contracts.task.TaskKind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

final class TopicPlanTest {

    private static final TopicPlan PLAN = new TopicPlan(4, 0, Duration.ofHours(1), Duration.ofDays(14));

    @Test
    void theTopicsAreThese() {
        assertThat(new TreeMap<>(byName())
                        .values().stream()
                                .map(topic -> topic.name() + " " + topic.numPartitions() + " " + kept(topic))
                                .collect(Collectors.joining("\n")))
                .isEqualTo("""
                        analysis.finished 4 PT1H
                        analysis.finished.dlq 1 PT336H
                        analysis.requested 4 PT1H
                        analysis.requested.dlq 1 PT336H
                        deploy.requested 4 PT168H
                        deploy.requested.dlq 1 PT336H
                        embedding.finished 4 PT1H
                        embedding.finished.dlq 1 PT336H
                        embedding.requested 4 PT1H
                        embedding.requested.dlq 1 PT336H
                        mentor.changed 4 compacted within PT1H
                        mentor.changed.dlq 1 PT336H
                        mentor.stored 4 PT1H
                        mentor.stored.dlq 1 PT336H
                        posting.finished 4 PT1H
                        posting.finished.dlq 1 PT336H
                        posting.requested 4 PT1H
                        posting.requested.dlq 1 PT336H
                        recommendation.finished 4 PT1H
                        recommendation.finished.dlq 1 PT336H
                        recommendation.requested 4 PT1H
                        recommendation.requested.dlq 1 PT336H
                        reembedding.requested 4 PT1H
                        reembedding.requested.dlq 1 PT336H
                        report.finished 4 PT1H
                        report.finished.dlq 1 PT336H
                        report.requested 4 PT1H
                        report.requested.dlq 1 PT336H
                        task.canceled 4 PT1H
                        task.canceled.dlq 1 PT336H
                        task.progressed 4 PT1H
                        task.progressed.dlq 1 PT336H
                        worker.heartbeat 1 PT10M
                        worker.heartbeat.dlq 1 PT336H""");
    }

    @Test
    void everyTopicOfATaskIsCreatedWithItsDeadLetters() {
        Map<String, NewTopic> topics = byName();
        for (TaskKind kind : TaskKind.values()) {
            String topic = kind.topic();
            if (topic != null) {
                assertThat(topics).containsKeys(topic, Topics.deadLetters(topic), Topics.finished(kind));
            }
        }
    }

    @Test
    void everyTopicTakesTheLargestLegalMessageAndItsDeadLettersTheReasonBesideIt() {
        byName().forEach((name, topic) -> assertThat(topic.configs())
                .as(name)
                .containsEntry("max.message.bytes", name.endsWith(".dlq") ? "17825792" : "16777216"));
    }

    @Test
    void replicasAreTheBrokersUnlessSaid() {
        assertThat(PLAN.topics()).allMatch(topic -> topic.replicationFactor() == -1);
        assertThat(new TopicPlan(1, 3, Duration.ofHours(1), Duration.ofDays(1)).topics())
                .allMatch(topic -> topic.replicationFactor() == 3);
    }

    @Test
    void noPartitionsAreRefused() {
        assertThatThrownBy(() -> new TopicPlan(0, 0, Duration.ofHours(1), Duration.ofDays(1)))
                .hasMessage("partitions: 0 (expected: 1 or more)");
    }

    private static Map<String, NewTopic> byName() {
        return PLAN.topics().stream().collect(Collectors.toMap(NewTopic::name, topic -> topic));
    }

    private static String kept(NewTopic topic) {
        Map<String, String> settings = topic.configs();
        return "compact".equals(settings.get("cleanup.policy"))
                ? "compacted within " + millis(settings.get("max.compaction.lag.ms"))
                : millis(settings.get("retention.ms")).toString();
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }
}
