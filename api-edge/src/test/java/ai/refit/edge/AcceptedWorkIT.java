package ai.refit.edge;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
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
            assertThat(header(letter, "reason")).isEqualTo("UnreadableMessage: no header ce_subject");
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

    private record Wrong(String topic, String type, String body, Charset encoding, String reason) {}

    static Stream<Wrong> wrongReports() {
        String finals = Topics.RECOMMENDATION_FINISHED;
        String progress = Topics.TASK_PROGRESSED;
        return Stream.of(
                new Wrong(finals, "progressed", "{\"stage\":\"a\",\"percent\":1}", UTF_8, "expected: a final one"),
                new Wrong(finals, "failed", "{\"code\":\"A\",\"detail\":\"b\\u0000\"}", UTF_8, "detail (expected:"),
                new Wrong(finals, "failed", "{\"code\":\"A\\u0000\",\"detail\":\"b\"}", UTF_8, "code (expected:"),
                new Wrong(finals, "failed", "{\"code\":null,\"detail\":\"b\"}", UTF_8, "code (expected:"),
                new Wrong(finals, "failed", "{\"code\":\"A\"}", UTF_8, "detail (expected:"),
                new Wrong(finals, "completed", "{\"a\":1}", UTF_16, "expected: UTF-8"),
                new Wrong(finals, "completed", "{\"a\":\"\\u0000\"}", UTF_8, "at line 1"),
                new Wrong(progress, "progressed", "{\"stage\":\"\\u0000\",\"percent\":1}", UTF_8, "stage (expected:"),
                new Wrong(progress, "progressed", "{\"stage\":\"a\",\"percent\":101}", UTF_8, "percent (expected:"),
                new Wrong(progress, "completed", "{}", UTF_8, "expected: a progress report"));
    }

    @Test
    void reportsThatAreWrongInWhatTheySayGoToTheDeadLettersAndHoldUpNobody() {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        Map<String, Wrong> sent = new HashMap<>();
        wrongReports().forEach(wrong -> {
            var good = new TaskReport.Failed(order.taskId(), "A", "b").toRecord(order, "/refit/test-worker");
            String key = UUID.randomUUID().toString();
            var message = new ProducerRecord<String, byte[]>(
                    wrong.topic(),
                    wrong.topic().equals(Topics.TASK_PROGRESSED) ? null : good.partition(),
                    key,
                    wrong.body().getBytes(wrong.encoding()),
                    good.headers());
            message.headers().remove("ce_type").add("ce_type", ("recommendation." + wrong.type()).getBytes(UTF_8));
            TestServers.send(message);
            sent.put(key, wrong);
        });
        HandWorker.report(order, new TaskReport.Progressed(order.taskId(), "searching", 30));
        await().untilAsserted(() -> assertThat(edge.status(task)).isEqualTo("running"));
        worker.complete(task, RESULT);
        assertThat(edge.awaitFinal(task).text("/status")).isEqualTo("succeeded");
        sent.forEach((key, wrong) -> {
            var letter = deadLetters.await(key);
            assertThat(letter.topic()).isEqualTo(Topics.deadLetters(wrong.topic()));
            assertThat(header(letter, "reason")).contains(wrong.reason());
        });
    }

    @Test
    void aReportThatTheDatabaseRefusesDoesNotTakeTheOthersOfItsBatchAlong() {
        List<String> tasks =
                Stream.generate(() -> edge.submit(BACKEND)).limit(5).toList();
        List<TaskOrder> orders = tasks.stream().map(worker::order).toList();
        TestServers.execute("ALTER TABLE edge.tasks ADD CONSTRAINT picky CHECK (error_code <> 'REFUSED') NOT VALID");
        try {
            for (TaskOrder order : orders) {
                String code = order == orders.get(2) ? "REFUSED" : "ORDER_FAILED";
                HandWorker.report(order, new TaskReport.Failed(order.taskId(), code, "It did not work."));
            }
            var letter = deadLetters.await(tasks.get(2));
            assertThat(header(letter, "reason")).startsWith("DataIntegrityViolationException");
            for (String task : List.of(tasks.get(0), tasks.get(1), tasks.get(3), tasks.get(4))) {
                assertThat(edge.awaitFinal(task).text("/status")).isEqualTo("failed");
            }
        } finally {
            TestServers.execute("ALTER TABLE edge.tasks DROP CONSTRAINT picky");
        }
        worker.complete(tasks.get(2), RESULT);
        assertThat(edge.awaitFinal(tasks.get(2)).text("/status")).isEqualTo("succeeded");
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
    void oneTraceRunsFromTheRequestToItsReport() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String given = edge.submit(BACKEND, "traceparent", trace);
        assertThat(worker.order(given).traceparent()).isEqualTo(trace);
        for (String unusable : List.of("00-" + "0".repeat(32) + "-b7ad6b7169203331-01", "x".repeat(5_000))) {
            String task = edge.submit(BACKEND, "traceparent", unusable);
            assertThat(worker.order(task).traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        }
        UUID crashed = crashedBetweenCommitAndPublish(trace);
        assertThat(worker.order(crashed.toString()).traceparent()).isEqualTo(trace);
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
    void aTaskPastItsRetentionIsGoneAsIsItsOldFeedbackAndOneThatNeverWasIsNotFound() {
        String task = edge.submit(BACKEND);
        worker.complete(task, RESULT);
        edge.awaitFinal(task);
        TestServers.execute(
                "UPDATE edge.tasks SET finished_at = now() - interval '1 hour' WHERE task_id = ?",
                UUID.fromString(task));
        await().atLeast(Duration.ofMillis(1))
                .until(() -> TaskIds.createdAt(UUID.fromString(task))
                        .isBefore(Instant.now().minusSeconds(1)));
        UUID longAgo = TaskIds.next();
        TestServers.execute(
                "INSERT INTO edge.shown_mentors (task_id, mentor_id, position, score, filter_type, at)"
                        + " VALUES (?, 1, 1, 1, 'job', now() - interval '181 days')",
                longAgo);
        TestServers.execute(
                "INSERT INTO edge.feedback (task_id, mentor_id, event, at)"
                        + " VALUES (?, 1, 'shown', now() - interval '181 days'), (?, 1, 'accepted', now())",
                longAgo,
                longAgo);
        try (var forgetful = RunningEdge.start("--refit.results.retention=1s")) {
            await().untilAsserted(() -> assertThat(TestServers.count(
                            "SELECT (SELECT count(*) FROM edge.shown_mentors WHERE task_id = ?)"
                                    + " + (SELECT count(*) FROM edge.feedback WHERE task_id = ?)",
                            longAgo,
                            longAgo))
                    .isZero());
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
        return crashedBetweenCommitAndPublish(null);
    }

    private static UUID crashedBetweenCommitAndPublish(@Nullable String traceparent) {
        UUID task = TaskIds.next();
        TestServers.execute(
                "INSERT INTO edge.tasks (task_id, kind, user_id, body, traceparent, created_at, deadline) VALUES"
                        + " (?, 'recommendation', 'test', ?, ?, now() - interval '5 seconds', now() + interval '1 hour')",
                task,
                Json.text(SampleMessages.request()),
                traceparent);
        return task;
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
