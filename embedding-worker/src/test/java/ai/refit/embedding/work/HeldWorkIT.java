package ai.refit.embedding.work;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.embedding.EmbedTexts;
import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What happens between the moment at which work is taken and its end: the embedder stops where the test wants. */
final class HeldWorkIT extends WorkerFixture {

    private static final int LARGEST_MESSAGE = 100_000;

    private static final HeldEmbedder EMBEDDER = new HeldEmbedder();

    @Override
    RunningWorker started() {
        return RunningWorker.start(EMBEDDER, "--spring.kafka.producer.properties.max.request.size=" + LARGEST_MESSAGE);
    }

    @Test
    void bulkWorkStandsStillWhileSomebodyWaits() {
        var bulk = heldBulkWork(3_000, "반죽");
        Thread bulkThread = bulk.early().thread();
        var guest = EMBEDDER.hold("손님");
        UUID asked = edge.order(TaskKind.RECOMMENDATION, seeking("손님"));
        guest.thread();
        bulk.early().release();
        patiently().until(() -> isGivingWay(bulkThread));
        assertThat(bulk.late().isReached()).isFalse();
        assertThat(finals(asked)).isEmpty();
        guest.release();
        assertThat(edge.report(asked)).isInstanceOf(TaskReport.Completed.class);
        bulk.late().thread();
        assertThat(edge.mentorsFor("반죽100", 1))
                .as("served while bulk work runs")
                .containsExactly(3_100L);
        assertThat(finals(bulk.task())).isEmpty();
        bulk.late().release();
        assertThat(edge.report(bulk.task())).isInstanceOf(TaskReport.Completed.class);
    }

    @Test
    void aChangeAtWhichTheEmbedderFailsIsPutAwayAloneAndTheOthersAreFound() {
        var doorkeeper = EMBEDDER.hold("문지기");
        HandEdge.upsert(3301, "문지기", 3_301);
        doorkeeper.thread();
        HandEdge.upsert(3302, "버섯장인", 3_302);
        HandEdge.upsert(3303, HeldEmbedder.POISON, 3_303);
        HandEdge.upsert(3304, "산나물장인", 3_304);
        doorkeeper.release();
        assertThat(deadLetters.await("3303").topic()).isEqualTo(Topics.deadLetters(Topics.MENTOR_CHANGED));
        patiently().untilAsserted(() -> {
            assertThat(edge.mentorsFor("버섯장인", 1)).containsExactly(3302L);
            assertThat(edge.mentorsFor("산나물장인", 1)).containsExactly(3304L);
        });
        assertThat(deadLetters.all(letter -> List.of("3302", "3304").contains(letter.key())))
                .isEmpty();
    }

    @Test
    void aResultThatIsTooLargeFailsItsTaskAndStopsNobody() {
        var large = new EmbedTexts(Collections.nCopies(256, "표면적"), TextKind.PASSAGE);
        UUID task = edge.order(TaskKind.EMBEDDING, large);
        assertThat(edge.report(task))
                .isInstanceOfSatisfying(
                        TaskReport.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("RESULT_TOO_LARGE"));
        assertThat(edge.report(edge.order(TaskKind.EMBEDDING, texts("다음")))).isInstanceOf(TaskReport.Completed.class);
        assertThat(deadLetters.all(letter -> task.toString().equals(letter.key())))
                .isEmpty();
    }

    @Test
    void workOfAWorkerThatDiesIsDoneByTheNextWithTheSameResult() {
        var held = EMBEDDER.hold("비명횡사");
        List<UUID> tasks = Stream.of("하나", "둘", "셋", "비명횡사", "넷", "다섯", "여섯")
                .map(text -> edge.order(TaskKind.EMBEDDING, texts(text)))
                .toList();
        held.thread();
        var dying = CompletableFuture.runAsync(worker::close);
        patiently().until(worker::isStopping);
        held.kill();
        dying.join();
        worker = started();
        for (UUID task : tasks) {
            assertThat(edge.report(task)).isInstanceOf(TaskReport.Completed.class);
        }
        settle();
        for (UUID task : tasks) {
            assertThat(finals(task).stream()
                            .map(report -> new String(report.value(), StandardCharsets.UTF_8))
                            .distinct())
                    .as("the edge takes the first, and any other is the same")
                    .hasSize(1);
        }
    }

    @Test
    void bulkWorkOfAWorkerThatStopsIsBrokenOffAndDoneByTheNext() {
        var bulk = heldBulkWork(3_400, "이어달리기");
        bulk.early().thread();
        var stopping = CompletableFuture.runAsync(worker::close);
        patiently().until(worker::isStopping);
        bulk.early().release();
        stopping.join();
        assertThat(bulk.late().isReached()).isFalse();
        assertThat(finals(bulk.task())).isEmpty();
        bulk.late().release();
        worker = started();
        assertThat(edge.report(bulk.task())).isInstanceOf(TaskReport.Completed.class);
        assertThat(deadLetters.all(letter -> bulk.task().toString().equals(letter.key())))
                .isEmpty();
    }

    @Test
    void aWorkerIsAliveButNotReadyWhileItBuildsItsIndex() {
        mentors(3_700, 1, "기다림");
        TestServers.execute("UPDATE mentors.mentors SET model = 'another' WHERE user_id = 3700");
        var held = EMBEDDER.hold("기다림");
        try (var second = RunningWorker.open(EMBEDDER)) {
            held.thread();
            assertThat(second.get("/actuator/health/readiness")).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
            assertThat(second.get("/actuator/health/liveness")).isEqualTo("{\"status\":\"UP\"}");
            held.release();
            second.awaitReady();
        }
    }

    private record HeldBulkWork(UUID task, HeldEmbedder.Hold early, HeldEmbedder.Hold late) {}

    /** Over that many mentors more: stands still at the 51st of them, and again at the last. */
    private HeldBulkWork heldBulkWork(long from, String job) {
        mentors(from, 200, job);
        var early = EMBEDDER.hold(job + "050");
        var late = EMBEDDER.hold(job + "199");
        return new HeldBulkWork(orderBulkWork(), early, late);
    }

    /** So many mentors from that id on, with jobs that end in 000, 001 and so on, stored. */
    private static void mentors(long from, int count, String job) {
        for (int i = 0; i < count; i++) {
            HandEdge.upsert(from + i, job + "%03d".formatted(i), from + i);
        }
        patiently()
                .until(() -> TestServers.count(
                                "SELECT count(*) FROM mentors.mentors WHERE user_id BETWEEN ? AND ?",
                                from,
                                from + count - 1)
                        == count);
    }

    /** All partitions of the orders for vectors are worked through when this returns. */
    private void settle() {
        Stream.generate(() -> edge.order(TaskKind.EMBEDDING, texts("끝")))
                .limit(8)
                .toList()
                .forEach(edge::report);
    }

    private static boolean isGivingWay(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Priority.class.getName()));
    }

    private List<ConsumerRecord<String, byte[]>> finals(UUID task) {
        return edge.reportsSoFar(task).stream()
                .filter(report -> !report.topic().equals(Topics.TASK_PROGRESSED))
                .toList();
    }

    private static RecommendationRequest seeking(String job) {
        return new RecommendationRequest(null, null, List.of(), List.of(job), null, 1, false, false);
    }

    private static EmbedTexts texts(String text) {
        return new EmbedTexts(List.of(text), TextKind.PASSAGE);
    }
}
