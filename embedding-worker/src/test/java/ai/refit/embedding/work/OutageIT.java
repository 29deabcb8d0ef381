package ai.refit.embedding.work;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.embedding.RefreshMentor;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskReport;
import ai.refit.embedded.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Kafka or PostgreSQL away: what the worker has taken waits, fails nobody, and is served when they are back. */
final class OutageIT extends WorkerFixture {

    private static final HeldEmbedder EMBEDDER = new HeldEmbedder();

    /** The dead letters of other tests are older. */
    private static final long BEGIN = System.currentTimeMillis();

    @Override
    RunningWorker started() {
        return RunningWorker.start(
                EMBEDDER,
                "--spring.kafka.producer.properties.request.timeout.ms=1000",
                "--spring.kafka.producer.properties.delivery.timeout.ms=2000");
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
            bulk = orderBulkWork();
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
        UUID bulk = orderBulkWork();
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

    private UUID refresh(long mentor, String job) {
        return edge.order(
                TaskKind.MENTOR_EMBEDDING,
                Json.text(new RefreshMentor(HandEdge.profile(mentor, job), mentor)),
                inFiveMinutes(),
                0);
    }

    private void assertServed(UUID... tasks) {
        for (UUID task : tasks) {
            assertThat(edge.report(task)).isInstanceOf(TaskReport.Completed.class);
        }
        assertThat(deadLetters.all(letter -> letter.timestamp() > BEGIN)).isEmpty();
    }

    private void assertFound(long mentor, String job) {
        patiently().untilAsserted(() -> assertThat(edge.mentorsFor(job, 1)).containsExactly(mentor));
    }
}
