package ai.refit.embedding.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.embedding.RefreshMentor;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kafka or PostgreSQL away: what the worker has taken waits, fails nobody, and is served when they are back. */
final class OutageIT {

    private static final HeldEmbedder EMBEDDER = new HeldEmbedder();

    /** The dead letters of other tests are older. */
    private static final long BEGIN = System.currentTimeMillis();

    private static RunningWorker worker;
    private static HandEdge edge;
    private static Mailbox deadLetters;

    @BeforeAll
    static void open() {
        worker = RunningWorker.start(
                EMBEDDER,
                "--spring.kafka.producer.properties.request.timeout.ms=1000",
                "--spring.kafka.producer.properties.delivery.timeout.ms=2000");
        edge = new HandEdge();
        deadLetters = Mailbox.of(
                Topics.deadLetters(Topics.EMBEDDING_REQUESTED),
                Topics.deadLetters(Topics.REEMBEDDING_REQUESTED),
                Topics.deadLetters(Topics.MENTOR_CHANGED));
    }

    @AfterAll
    static void close() {
        edge.close();
        deadLetters.close();
        worker.close();
    }

    @Test
    void withoutPostgresqlChangesAndRefreshesWaitAndRecommendationsGoOn() {
        HandEdge.upsert(2001, "옹기장인", 2_001);
        patiently().until(() -> edge.mentorsFor("옹기장인", 1).equals(List.of(2001L)));
        UUID refresh;
        UUID bulk;
        TestServers.stopDatabase();
        try {
            HandEdge.upsert(2002, "나전장인", 2_002);
            refresh = refresh(2003, "자수장인");
            bulk = bulk();
            patiently()
                    .until(() -> worker.failures("mentor-changes") > 0
                            && worker.failures("embeddings") > 0
                            && worker.failures("reembedding") > 0);
            assertThat(edge.mentorsFor("옹기장인", 1)).containsExactly(2001L);
        } finally {
            TestServers.startDatabase();
        }
        assertServed(refresh, bulk);
        assertFound(2002, "나전장인");
        assertFound(2003, "자수장인");
    }

    @Test
    void withoutKafkaWhatWasTakenWaitsAndIsServedOnce() {
        HandEdge.upsert(2101, "금박장인", 2_101);
        patiently().until(() -> edge.mentorsFor("금박장인", 1).equals(List.of(2101L)));
        var held = List.of(EMBEDDER.hold("금박장인"), EMBEDDER.hold("칠보장인"), EMBEDDER.hold("매듭장인"));
        UUID bulk = bulk();
        held.get(0).thread();
        UUID refresh = refresh(2102, "칠보장인");
        held.get(1).thread();
        HandEdge.upsert(2103, "매듭장인", 2_103);
        held.get(2).thread();
        long[] before = {
            worker.failures("mentor-changes"), worker.failures("embeddings"), worker.failures("reembedding")
        };
        TestServers.stopKafka();
        try {
            held.forEach(HeldEmbedder.Hold::release);
            patiently()
                    .until(() -> worker.failures("mentor-changes") > before[0]
                            && worker.failures("embeddings") > before[1]
                            && worker.failures("reembedding") > before[2]);
        } finally {
            TestServers.startKafka();
        }
        assertServed(refresh, bulk);
        assertFound(2102, "칠보장인");
        assertFound(2103, "매듭장인");
    }

    private static UUID bulk() {
        return edge.order(TaskKind.MENTOR_EMBEDDINGS, "{}", inFiveMinutes(), 0);
    }

    private static UUID refresh(long mentor, String job) {
        return edge.order(
                TaskKind.MENTOR_EMBEDDING,
                Json.text(new RefreshMentor(HandEdge.profile(mentor, job), mentor)),
                inFiveMinutes(),
                0);
    }

    private static void assertServed(UUID... tasks) {
        for (UUID task : tasks) {
            assertThat(edge.report(task)).isInstanceOf(TaskReport.Completed.class);
        }
        assertThat(deadLetters.all(letter -> letter.timestamp() > BEGIN)).isEmpty();
    }

    private static void assertFound(long mentor, String job) {
        patiently().untilAsserted(() -> assertThat(edge.mentorsFor(job, 1)).containsExactly(mentor));
    }

    private static Instant inFiveMinutes() {
        return Instant.now().plus(Duration.ofMinutes(5));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
