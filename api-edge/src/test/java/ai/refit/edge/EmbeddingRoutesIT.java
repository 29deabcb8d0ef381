package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.embedding.EmbedTexts;
import ai.refit.contracts.embedding.MentorRefreshed;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.TopicPlan;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Vectors for texts, the largest legal request among them, and for one mentor again. */
final class EmbeddingRoutesIT {

    private static final String EMBEDDINGS = "/api/ai/embeddings";

    private static RunningEdge edge;
    private static HandWorker worker;

    @BeforeAll
    static void open() {
        edge = RunningEdge.shared();
        worker = new HandWorker(Topics.EMBEDDING_REQUESTED);
    }

    @AfterAll
    static void close() {
        worker.close();
    }

    @Test
    void theLargestLegalRequestAndAReportOfTenMegabytesPassThrough() {
        List<String> texts = Collections.nCopies(256, "가".repeat(20_000));
        var waiting = edge.sending("POST", EMBEDDINGS, Json.text(Map.of("input", texts)), "Prefer", "wait=30");
        TaskOrder order = worker.order(message -> message.value().length > 15_000_000);
        assertThat(Json.read(order.body(), EmbedTexts.class).input()).isEqualTo(texts);
        String result = "{\"embeddings\":\"" + "v".repeat(10 << 20) + "\"}";
        HandWorker.report(order, new TaskReport.Completed(order.taskId(), result.getBytes(StandardCharsets.UTF_8)));

        Answer answer = waiting.join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(result);
    }

    @Test
    void topicsOfAnEarlierReleaseTakeTheSameAfterAStart() throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.REEMBEDDING_REQUESTED);
        var small = new AlterConfigOp(new ConfigEntry("max.message.bytes", "1048588"), AlterConfigOp.OpType.SET);
        try (var admin = TestServers.admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(small))).all().get();
            new TopicPlan(2, 0, Duration.ofHours(1), Duration.ofDays(14)).create(admin);
            await().untilAsserted(() -> assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("max.message.bytes")
                            .value())
                    .isEqualTo("16777216"));
        }
    }

    @Test
    void aBodyThatNoLegalRequestCouldHaveIsRefused() {
        Answer refused = edge.post(EMBEDDINGS, "{\"input\":[\"" + "x".repeat(16_000_000) + "\"]}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void aRefreshWithoutAPreferenceIsAnsweredWhenTheVectorServesHoweverLongThatTakes() {
        edge.put(RunningEdge.MENTORS + "770001", "{\"introduction\":\"백엔드\"}");
        var waiting = edge.sending("PUT", "/api/ai/mentors/embeddings/770001", "");
        TaskOrder order = worker.order(message -> TaskOrder.read(message).kind() == TaskKind.MENTOR_EMBEDDING
                && new String(message.value(), StandardCharsets.UTF_8).contains("770001"));
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        TaskIds.createdAt(order.taskId()).isBefore(Instant.now().minusSeconds(2)));
        assertThat(waiting).as("other routes stop waiting after a second").isNotDone();
        var refreshed = new MentorRefreshed(true, 770_001, "The new vector serves.");
        HandWorker.report(order, new TaskReport.Completed(order.taskId(), Json.bytes(refreshed)));

        Answer answer = waiting.join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("OK");
        assertThat(answer.at("/data/success").booleanValue()).isTrue();
        assertThat(answer.at("/data/user_id").longValue()).isEqualTo(770_001);
        assertThat(answer.text("/data/message")).isEqualTo("The new vector serves.");
    }
}
