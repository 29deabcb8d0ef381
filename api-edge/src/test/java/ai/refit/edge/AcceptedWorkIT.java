package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.SampleMessages;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The promise: what was accepted reaches exactly one final state, seen by whoever asks. */
final class AcceptedWorkIT {

    private static final String BACKEND = "{\"user_id\":\"test\",\"interest\":\"backend\"}";
    private static final String RESULT = Json.text(SampleMessages.recommendations(UserId.of("test"), 1, 2));

    private static RunningEdge edge;
    private static HandWorker worker;
    private static Mailbox deadLetters;

    @BeforeAll
    static void open() {
        edge = RunningEdge.shared();
        worker = new HandWorker(Topics.RECOMMENDATION_REQUESTED);
        deadLetters = Mailbox.of(
                Topics.deadLetters(Topics.RECOMMENDATION_FINISHED), Topics.deadLetters(Topics.TASK_PROGRESSED));
    }

    @AfterAll
    static void close() {
        worker.close();
        deadLetters.close();
    }

    @Test
    void aResultThatComesInTimeIsTheAnswer() {
        var waiting = edge.sending("POST", RunningEdge.RECOMMENDATIONS, marked("in-time"), "Prefer", "wait=20");
        TaskOrder order = orderOf("in-time");
        assertThat(order.kind()).isEqualTo(TaskKind.RECOMMENDATION);
        assertThat(order.replyPartition())
                .as("the order says where its caller waits")
                .isNotNull();
        assertThat(order.deadline()).isAfter(Instant.now());
        worker.complete(order.taskId().toString(), RESULT);

        Answer answer = waiting.join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).contains("wait=20");
        assertThat(answer.text("/status")).isEqualTo("succeeded");
        assertThat(answer.at("/result").toString()).isEqualTo(RESULT);
        assertThat(answer.at("/progress/percent").asInt()).isEqualTo(100);
        assertThat(edge.task(answer.taskId()).at("/result").toString()).isEqualTo(RESULT);
    }

    @Test
    void withoutAWorkerTheAnswerIs202AndTheResultIsThereWhenItCame() {
        Answer accepted = edge.recommend(BACKEND);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        String task = accepted.taskId();
        assertThat(accepted.header("Location")).contains(RunningEdge.TASKS + task);
        assertThat(accepted.header("Retry-After").map(Integer::parseInt))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 600));
        assertThat(accepted.text("/status")).isEqualTo("queued");
        assertThat(edge.status(task)).isEqualTo("queued");

        worker.complete(task, RESULT);
        assertThat(edge.awaitFinal(task).at("/result").toString()).isEqualTo(RESULT);
    }

    @Test
    void respondAsyncDoesNotWait() {
        long begin = System.nanoTime();
        Answer answer = edge.recommend(BACKEND, "Prefer", "respond-async");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).contains("respond-async");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void aFailureIsAProblemForWhoWaitsAndAStateForWhoPolls() {
        var waiting = edge.sending("POST", RunningEdge.RECOMMENDATIONS, marked("fails"), "Prefer", "wait=20");
        TaskOrder order = orderOf("fails");
        HandWorker.report(order, new TaskReport.Failed(order.taskId(), "ORDER_FAILED", "It did not work."));

        Answer answer = waiting.join();
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.code()).isEqualTo("ORDER_FAILED");
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        Answer polled = edge.task(order.taskId().toString());
        assertThat(polled.status()).isEqualTo(200);
        assertThat(polled.text("/status")).isEqualTo("failed");
        assertThat(polled.text("/error/code")).isEqualTo("ORDER_FAILED");
        assertThat(polled.at("/result").isNull()).isTrue();
    }

    @Test
    void theFirstFinalReportWinsAndLaterOnesChangeNothing() {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.complete(task, RESULT);
        Answer first = edge.awaitFinal(task);

        HandWorker.report(order, new TaskReport.Failed(order.taskId(), "ORDER_FAILED", "late"));
        HandWorker.report(order, completed(order, "{\"other\":true}"));
        HandWorker.report(order, new TaskReport.Progressed(order.taskId(), "again", 5));
        // A later task on the same partition is done: everything before it was seen.
        passThrough(order);

        Answer later = edge.task(task);
        assertThat(later.body()).isEqualTo(first.body());
        assertThat(later.header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void twoReportsInOneBatchGiveOneFinalState() {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        HandWorker.report(order, new TaskReport.Failed(order.taskId(), "ORDER_FAILED", "first"));
        HandWorker.report(order, completed(order, RESULT));
        assertThat(edge.awaitFinal(task).text("/status")).isEqualTo("failed");
        passThrough(order);
        assertThat(edge.status(task)).isEqualTo("failed");
    }

    @Test
    void progressIsShownAndNeverGoesBack() {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        HandWorker.report(order, new TaskReport.Progressed(order.taskId(), "searching", 60));
        HandWorker.report(order, new TaskReport.Progressed(order.taskId(), "embedding", 20));
        await().untilAsserted(() -> assertThat(edge.status(task)).isEqualTo("running"));
        Answer running = edge.task(task);
        assertThat(running.at("/progress/percent").asInt()).isEqualTo(60);
        assertThat(running.text("/progress/stage")).isEqualTo("searching");
        worker.complete(task, RESULT);
        assertThat(edge.awaitFinal(task).at("/progress/percent").asInt()).isEqualTo(100);
    }

    @Test
    void aReportThatNobodyCanReadGoesToTheDeadLettersAndTheNextIsServed() {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        int partition = order.replyPartition() == null ? 0 : order.replyPartition();
        String key = UUID.randomUUID().toString();
        byte[] body = "not a report".getBytes(StandardCharsets.UTF_8);
        TestServers.send(new ProducerRecord<>(Topics.RECOMMENDATION_FINISHED, partition, key, body));
        TestServers.send(new ProducerRecord<>(Topics.TASK_PROGRESSED, null, key, body));
        worker.complete(task, RESULT);
        assertThat(edge.awaitFinal(task).text("/status")).isEqualTo("succeeded");

        for (String topic : List.of(Topics.RECOMMENDATION_FINISHED, Topics.TASK_PROGRESSED)) {
            var letter = deadLetters.await(
                    message -> key.equals(message.key()) && message.topic().equals(Topics.deadLetters(topic)));
            assertThat(letter.value()).isEqualTo(body);
            assertThat(header(letter, "reason")).contains("no header ce_subject");
            assertThat(header(letter, "origin")).startsWith(topic + "-");
        }
    }

    @Test
    void aCompletedReportWhoseBodyIsNoJsonDoesNotBecomeAResult() {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        HandWorker.report(order, completed(order, "{\"cut"));
        var letter = deadLetters.await(message -> task.equals(message.key()));
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{\"cut");
        HandWorker.report(order, completed(order, RESULT));
        assertThat(edge.awaitFinal(task).at("/result").toString()).isEqualTo(RESULT);
    }

    @Test
    void theSameKeyAndBodyAreTheSameTask() {
        String key = UUID.randomUUID().toString();
        String task = edge.submit(BACKEND, "Idempotency-Key", key);
        assertThat(edge.submit(BACKEND, "Idempotency-Key", key)).isEqualTo(task);
        worker.complete(task, RESULT);
        edge.awaitFinal(task);
        Answer again = edge.recommend(BACKEND, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.taskId()).isEqualTo(task);
    }

    @Test
    void theSameKeyWithAnotherBodyOrRouteIsRefused() {
        String key = UUID.randomUUID().toString();
        edge.submit(BACKEND, "Idempotency-Key", key);
        Answer otherBody = edge.recommend("{\"interest\":\"frontend\"}", "Idempotency-Key", key);
        assertThat(otherBody.status()).isEqualTo(422);
        assertThat(otherBody.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        Answer otherRoute = edge.post("/api/ai/mentors/embeddings/update", "", "Idempotency-Key", key);
        assertThat(otherRoute.status()).isEqualTo(422);
    }

    @Test
    void twentyEqualRequestsAtOnceAreOneTaskAndOneOrder() {
        String key = UUID.randomUUID().toString();
        List<CompletableFuture<Answer>> all = IntStream.range(0, 20)
                .mapToObj(_ -> edge.sending(
                        "POST",
                        RunningEdge.RECOMMENDATIONS,
                        BACKEND,
                        "Prefer",
                        "respond-async",
                        "Idempotency-Key",
                        key))
                .toList();
        List<Answer> answers = all.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
        Set<String> tasks = answers.stream().map(Answer::taskId).collect(Collectors.toSet());
        assertThat(tasks).hasSize(1);
        String task = tasks.iterator().next();
        worker.complete(task, RESULT);
        edge.awaitFinal(task);
        assertThat(worker.all(task)).hasSize(1);
    }

    @Test
    void anOrderThatWasCommittedButNeverPublishedIsPublishedByTheRelay() {
        UUID task = crashedBetweenCommitAndPublish();
        worker.complete(task.toString(), RESULT);
        assertThat(edge.awaitFinal(task.toString()).text("/status")).isEqualTo("succeeded");
    }

    @Test
    void twoEdgesShareTheRelayAndWakeEachOthersCallers() {
        try (var second = RunningEdge.start()) {
            List<UUID> crashed = IntStream.range(0, 40)
                    .mapToObj(_ -> crashedBetweenCommitAndPublish())
                    .toList();
            String mine = edge.submit(BACKEND);
            var elsewhere = second.sending("GET", RunningEdge.TASKS + mine, "", "Prefer", "wait=20");
            TaskOrder order = worker.order(mine);
            worker.complete(mine, RESULT);
            assertThat(elsewhere.join().text("/status")).isEqualTo("succeeded");

            // A report that comes back to the other edge is written down all the same.
            String other = edge.submit(BACKEND);
            for (int partition = 0; partition < 2; partition++) {
                var moved = new TaskOrder(
                        UUID.fromString(other),
                        TaskKind.RECOMMENDATION,
                        order.deadline(),
                        partition,
                        null,
                        new byte[0]);
                HandWorker.report(moved, completed(moved, RESULT));
            }
            assertThat(edge.awaitFinal(other).text("/status")).isEqualTo("succeeded");

            crashed.forEach(task -> worker.complete(task.toString(), RESULT));
            crashed.forEach(
                    task -> assertThat(second.awaitFinal(task.toString()).text("/status"))
                            .isEqualTo("succeeded"));
            for (UUID task : crashed) {
                assertThat(worker.all(task.toString()))
                        .as("only one of the two relays publishes a row")
                        .hasSize(1);
            }
        }
    }

    @Test
    void anEdgeThatStopsLeavesItsWorkToTheNext() {
        String task;
        try (var first = RunningEdge.start()) {
            task = first.submit(BACKEND);
            worker.order(task);
        }
        worker.complete(task, RESULT);
        assertThat(edge.awaitFinal(task).text("/status")).isEqualTo("succeeded");
    }

    @Test
    void workPastItsDeadlineExpiresAndALateReportChangesNothing() {
        try (var hasty = RunningEdge.start("--refit.intake.task-deadline=1s")) {
            Answer waited = hasty.recommend(BACKEND, "Prefer", "wait=20");
            assertThat(waited.status()).as(waited.toString()).isEqualTo(504);
            assertThat(waited.code()).isEqualTo("DEADLINE_PASSED");
            String task = TestServers.query("SELECT task_id FROM edge.tasks WHERE status = 'expired' ORDER BY 1 DESC")
                    .getFirst();
            TaskOrder order = worker.complete(task, RESULT);
            passThrough(order);
            assertThat(edge.status(task)).isEqualTo("expired");
        }
    }

    @Test
    void aTaskPastItsRetentionIsGoneAndOneThatNeverWasIsNotFound() {
        String task = edge.submit(BACKEND);
        worker.complete(task, RESULT);
        edge.awaitFinal(task);
        TestServers.execute(
                "UPDATE edge.tasks SET finished_at = now() - interval '1 hour' WHERE task_id = ?",
                UUID.fromString(task));
        await().atLeast(Duration.ofMillis(1))
                .until(() -> TaskIds.createdAt(UUID.fromString(task))
                        .isBefore(Instant.now().minusSeconds(1)));
        try (var forgetful = RunningEdge.start("--refit.results.retention=1s")) {
            await().untilAsserted(
                            () -> assertThat(forgetful.task(task).status()).isEqualTo(410));
            assertThat(forgetful.task(task).code()).isEqualTo("TASK_GONE");
            Answer never = forgetful.task(TaskIds.next().toString());
            assertThat(never.status()).isEqualTo(404);
            assertThat(never.code()).isEqualTo("TASK_NOT_FOUND");
            assertThat(forgetful.task(UUID.randomUUID().toString()).status()).isEqualTo(404);
        }
    }

    @Test
    void aFullQueueRefusesWithAStatedWaitAndTakesWorkAgainWhenItMoves() {
        TestServers.execute("UPDATE edge.tasks SET finished_at = now(), status = 'canceled', error_code = 'CANCELED',"
                + " error_detail = 'cleared by a test' WHERE finished_at IS NULL");
        try (var small = RunningEdge.start("--refit.intake.queue-bound=3")) {
            await().untilAsserted(() -> assertThat(
                            small.recommend(BACKEND, "Prefer", "respond-async").status())
                    .isEqualTo(429));
            List<String> open = TestServers.query(
                    "SELECT task_id FROM edge.tasks WHERE finished_at IS NULL AND kind = 'recommendation'");
            assertThat(open).hasSize(3);
            Answer full = small.recommend(BACKEND);
            assertThat(full.status()).isEqualTo(429);
            assertThat(full.code()).isEqualTo("QUEUE_FULL");
            assertThat(full.header("Retry-After").map(Integer::parseInt))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 600));
            assertThat(small.post("/api/ai/mentors/embeddings/update", "").status())
                    .as("another kind of work has its own queue")
                    .isEqualTo(202);
            anImportIsRefusedBeforeAnyOfItIsStored(small);

            worker.complete(open.getFirst(), RESULT);
            await().untilAsserted(() -> assertThat(
                            small.recommend(BACKEND, "Prefer", "respond-async").status())
                    .isEqualTo(202));
        }
    }

    private static void anImportIsRefusedBeforeAnyOfItIsStored(RunningEdge small) {
        String fill = "INSERT INTO edge.tasks (task_id, kind, created_at, deadline)"
                + " SELECT gen_random_uuid(), 'mentor_import', now(), now() + interval '1 hour'"
                + " FROM generate_series(1, 3)";
        TestServers.execute(fill);
        String[] headers = {"Content-Type", "application/x-ndjson", "Prefer", "respond-async"};
        await().untilAsserted(() -> {
            Answer refused = small.post(RunningEdge.IMPORT, "{\"user_id\":890001}", headers);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("QUEUE_FULL");
        });
        TestServers.execute("UPDATE edge.tasks SET finished_at = now(), status = 'canceled', error_code = 'CANCELED',"
                + " error_detail = 'cleared by a test' WHERE finished_at IS NULL AND kind = 'mentor_import'");
    }

    /** Everything reported before on that order's partition has been taken in when this returns. */
    private static void passThrough(TaskOrder order) {
        String task = edge.submit(BACKEND);
        TaskOrder own = worker.order(task);
        var samePartition = new TaskOrder(
                own.taskId(), own.kind(), own.deadline(), order.replyPartition(), own.traceparent(), own.body());
        HandWorker.report(samePartition, completed(own, RESULT));
        edge.awaitFinal(task);
    }

    private static TaskReport completed(TaskOrder order, String result) {
        return new TaskReport.Completed(order.taskId(), result.getBytes(StandardCharsets.UTF_8));
    }

    /** A request that can be told from all others by its interest. */
    private static String marked(String interest) {
        return "{\"interest\":\"" + interest + "\"}";
    }

    private static TaskOrder orderOf(String interest) {
        return worker.order(message -> interest.equals(
                Json.read(message.value(), RecommendationRequest.class).interest()));
    }

    /** A row as an edge leaves it that dies right after its commit. */
    private static UUID crashedBetweenCommitAndPublish() {
        UUID task = TaskIds.next();
        TestServers.execute(
                "INSERT INTO edge.tasks (task_id, kind, user_id, body, created_at, deadline) VALUES"
                        + " (?, 'recommendation', 'test', ?, now() - interval '5 seconds', now() + interval '1 hour')",
                task,
                Json.text(SampleMessages.request()));
        return task;
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
