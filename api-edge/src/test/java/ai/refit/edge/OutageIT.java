package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.SampleMessages;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka or PostgreSQL away: new work is refused and says why, accepted work waits, and all of it comes back by itself. */
final class OutageIT {

    private static final String BACKEND = "{\"user_id\":\"test\",\"interest\":\"backend\"}";
    private static final String RESULT = Json.text(SampleMessages.recommendations(UserId.of("test"), 1));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningEdge edge = RunningEdge.shared();
    private HandWorker worker;

    @BeforeEach
    void open() {
        edge.awaitOutside("up", "up");
        worker = new HandWorker(Topics.RECOMMENDATION_REQUESTED);
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void withoutKafkaNewWorkIsRefusedAndAcceptedWorkFinishesAfterwards() {
        String before = edge.submit(BACKEND);
        worker.order(before);
        List<String> accepted;
        TestServers.stopKafka();
        try {
            await().atMost(PATIENCE).untilAsserted(() -> {
                Answer answer = edge.recommend(BACKEND, "Prefer", "respond-async");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("KAFKA_UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isPresent();
            });
            edge.awaitOutside("down", "up");
            assertThat(edge.get("/api/ai/health").status()).isEqualTo(503);
            assertThat(edge.status(before))
                    .as("what was accepted can be looked at")
                    .isEqualTo("queued");
            assertThat(edge.put(RunningEdge.MENTORS + "1", "{}").code()).isEqualTo("KAFKA_UNAVAILABLE");
            assertThat(edge.put(RunningEdge.MENTEES + "1", "{}").status())
                    .as("a mentee needs no Kafka")
                    .isEqualTo(200);
            // What was accepted before anybody knew that Kafka was away was never published.
            accepted = TestServers.query("SELECT task_id FROM edge.tasks WHERE status = 'queued'"
                    + " AND kind = 'recommendation' AND created_at > now() - interval '2 minutes'");
            assertThat(accepted).contains(before);
        } finally {
            TestServers.startKafka();
        }
        edge.awaitOutside("up", "up");
        for (String task : accepted) {
            worker.complete(task, RESULT);
        }
        accepted.forEach(
                task -> assertThat(edge.awaitFinal(task).text("/status")).isEqualTo("succeeded"));
        String after = edge.submit(BACKEND);
        worker.complete(after, RESULT);
        assertThat(edge.awaitFinal(after).text("/status")).isEqualTo("succeeded");
    }

    @Test
    void withoutPostgresqlEveryRouteThatNeedsItSays503AndReportsWait() {
        String before = edge.submit(BACKEND);
        worker.order(before);
        var waiting = edge.sending("GET", RunningEdge.TASKS + before, "", "Prefer", "wait=30");
        TestServers.stopDatabase();
        try {
            // Never anything but 503, from the first moment on.
            for (Answer answer : List.of(
                    edge.recommend(BACKEND),
                    edge.task(before),
                    edge.get("/api/ai/tasks"),
                    edge.delete(RunningEdge.TASKS + before),
                    edge.get(RunningEdge.TASKS + before + "/events"),
                    edge.get(RunningEdge.MENTORS + "1"),
                    edge.put(RunningEdge.MENTORS + "1", "{}"),
                    edge.delete(RunningEdge.MENTORS + "1"),
                    edge.put(RunningEdge.MENTEES + "x", "{}"),
                    edge.get("/api/ai/mentors/recommend/1"),
                    edge.send("PUT", "/api/ai/mentors/embeddings/1", null),
                    edge.post(RunningEdge.IMPORT, "{\"user_id\":1}\n", "Content-Type", "application/x-ndjson"),
                    edge.post("/api/ai/recommendations/feedback", "{\"task_id\":\"" + before + "\",\"shown\":[1]}"))) {
                assertThat(answer.status())
                        .as(answer.response().request() + " " + answer)
                        .isEqualTo(503);
                assertThat(answer.code()).isEqualTo("DATABASE_UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isPresent();
                assertThat(answer.header("Content-Type")).contains("application/problem+json");
            }
            edge.awaitOutside("up", "down");
            assertThat(edge.get("/api/ai/health").status()).isEqualTo(503);
            assertThat(edge.get("/actuator/health/liveness").status())
                    .as("a restart would not help")
                    .isEqualTo(200);
            worker.complete(before, RESULT);
        } finally {
            TestServers.startDatabase();
        }
        edge.awaitOutside("up", "up");
        assertThat(edge.awaitFinal(before).text("/status")).isEqualTo("succeeded");
        assertThat(waiting.join().status()).isIn(200, 503);
        String after = edge.submit(BACKEND);
        worker.complete(after, RESULT);
        assertThat(edge.awaitFinal(after).text("/status")).isEqualTo("succeeded");
    }
}
