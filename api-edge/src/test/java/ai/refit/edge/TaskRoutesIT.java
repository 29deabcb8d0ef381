package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.SampleMessages;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a task is looked at, waited for, streamed, canceled and listed. */
final class TaskRoutesIT {

    private static final String BACKEND = "{\"user_id\":\"test\",\"interest\":\"backend\"}";
    private static final String RESULT = Json.text(SampleMessages.recommendations(UserId.of("test"), 1, 2));

    private static RunningEdge edge;
    private static HandWorker worker;

    @BeforeAll
    static void open() {
        edge = RunningEdge.shared();
        worker = new HandWorker(Topics.RECOMMENDATION_REQUESTED);
    }

    @AfterAll
    static void close() {
        worker.close();
    }

    @Test
    void aLongPollAnswersWhenTheTaskIsFinal() {
        String task = edge.submit(BACKEND);
        var poll = edge.sending("GET", RunningEdge.TASKS + task, "", "Prefer", "wait=20");
        worker.complete(task, RESULT);
        Answer answer = poll.join();
        assertThat(answer.text("/status")).isEqualTo("succeeded");
        assertThat(answer.header("Preference-Applied")).contains("wait=20");
        assertThat(answer.header("Retry-After"))
                .as("there is nothing to wait for")
                .isEmpty();
    }

    @Test
    void aLongPollWhoseTimeIsUpShowsTheTaskAsItStands() {
        String task = edge.submit(BACKEND);
        Answer answer = edge.task(task, "Prefer", "wait=1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/status")).isEqualTo("queued");
        assertThat(answer.header("Retry-After")).isPresent();
    }

    @Test
    void aLongPollWithAnETagAnswersTheNextChange() {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        String known = edge.task(task).header("ETag").orElseThrow();
        var poll = edge.sending("GET", RunningEdge.TASKS + task, "", "Prefer", "wait=20", "If-None-Match", known);
        HandWorker.report(order, new TaskReport.Progressed(order.taskId(), "searching", 30));
        Answer answer = poll.join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/status")).isEqualTo("running");
        assertThat(answer.header("ETag")).isPresent().get().isNotEqualTo(known);
    }

    @Test
    void whatTheCallerHasAlreadyIs304WithoutABody() {
        String task = edge.submit(BACKEND);
        worker.complete(task, RESULT);
        Answer first = edge.awaitFinal(task);
        String tag = first.header("ETag").orElseThrow();
        assertThat(tag).as("a strong tag").startsWith("\"");
        for (String known : List.of(tag, "\"other\", " + tag, "*")) {
            Answer again = edge.task(task, "If-None-Match", known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).contains(tag);
        }
        assertThat(edge.task(task, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void theEventStreamShowsEachChangeOnceAndEndsWithTheFinalOne() throws Exception {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        var events = new Events(task);
        await().untilAsserted(() -> assertThat(events.names()).containsExactly("queued"));
        HandWorker.report(order, new TaskReport.Progressed(order.taskId(), "searching", 30));
        await().untilAsserted(() -> assertThat(events.names()).containsExactly("queued", "running"));
        worker.complete(task, RESULT);
        events.awaitEnd();
        assertThat(events.names()).containsExactly("queued", "running", "succeeded");
        assertThat(events.ids()).containsExactly("0", "1", "2");
        assertThat(Json.tree(events.data().getLast().getBytes(StandardCharsets.UTF_8))
                        .at("/result")
                        .toString())
                .isEqualTo(RESULT);
    }

    @Test
    void aStreamThatBrokeGoesOnAfterTheLastEventItShowed() throws Exception {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        HandWorker.report(order, new TaskReport.Progressed(order.taskId(), "searching", 30));
        await().untilAsserted(() -> assertThat(edge.status(task)).isEqualTo("running"));
        worker.complete(task, RESULT);
        edge.awaitFinal(task);

        var rest = new Events(task, "Last-Event-ID", "1");
        rest.awaitEnd();
        assertThat(rest.names()).containsExactly("succeeded");
        var nothing = new Events(task, "Last-Event-ID", "2");
        nothing.awaitEnd();
        assertThat(nothing.status())
                .as("an EventSource does not come back after 204")
                .isEqualTo(204);
        var foreign = new Events(task, "Last-Event-ID", "someone else's");
        foreign.awaitEnd();
        assertThat(foreign.names()).containsExactly("succeeded");
    }

    @Test
    void anIdleStreamSaysThatItIsAlive() throws Exception {
        try (var talkative = RunningEdge.start("--refit.results.heartbeat=200ms")) {
            String task = talkative.submit(BACKEND);
            var events = new Events(talkative, task);
            await().untilAsserted(() ->
                    assertThat(events.lines).filteredOn(":alive"::equals).hasSizeGreaterThan(1));
            worker.complete(task, RESULT);
            events.awaitEnd();
            assertThat(events.names()).endsWith("succeeded");
        }
    }

    @Test
    void anOpenTaskCanBeCanceledOnceAndStaysSo() {
        String task = edge.submit(BACKEND);
        TaskOrder order = worker.order(task);
        var waiting = edge.sending("GET", RunningEdge.TASKS + task, "", "Prefer", "wait=20");
        Answer canceled = edge.delete(RunningEdge.TASKS + task);
        assertThat(canceled.status()).isEqualTo(200);
        assertThat(canceled.text("/status")).isEqualTo("canceled");
        assertThat(canceled.text("/error/code")).isEqualTo("CANCELED");
        assertThat(canceled.at("/finished_at").isNull()).isFalse();
        assertThat(waiting.join().text("/status")).isEqualTo("canceled");

        Answer again = edge.delete(RunningEdge.TASKS + task);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("TASK_FINAL");
        assertThat(edge.delete(RunningEdge.TASKS + UUID.randomUUID()).status()).isEqualTo(404);

        HandWorker.report(order, new TaskReport.Completed(order.taskId(), RESULT.getBytes(StandardCharsets.UTF_8)));
        String next = edge.submit(BACKEND);
        worker.complete(next, RESULT);
        edge.awaitFinal(next);
        assertThat(edge.status(task)).isEqualTo("canceled");
    }

    @Test
    void aCancelIsToldToWhoWaitsForTheAnswer() {
        var waiting = edge.sending(
                "POST", RunningEdge.RECOMMENDATIONS, "{\"interest\":\"canceled soon\"}", "Prefer", "wait=20");
        String task = worker.order(
                        message -> new String(message.value(), StandardCharsets.UTF_8).contains("canceled soon"))
                .taskId()
                .toString();
        edge.delete(RunningEdge.TASKS + task);
        Answer answer = waiting.join();
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("CANCELED");
    }

    @Test
    void theListIsNewestFirstAndPagedByItsCursor() {
        edge.submit(BACKEND);
        List<String> submitted =
                Stream.generate(() -> edge.submit(BACKEND)).limit(5).toList();
        List<String> listed = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 3; page++) {
            Answer answer = edge.get("/api/ai/tasks?limit=2" + cursor);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            answer.at("/tasks").forEach(task -> listed.add(task.get("task_id").asString()));
            cursor = "&cursor=" + answer.text("/next_cursor");
        }
        assertThat(listed).hasSize(6).doesNotHaveDuplicates();
        assertThat(listed.subList(0, 5)).isEqualTo(submitted.reversed());
    }

    @Test
    void theListIsFilteredByStatusAndKindAndEndsWithoutACursor() {
        String canceled = edge.submit(BACKEND);
        edge.delete(RunningEdge.TASKS + canceled);
        String queued = edge.submit(BACKEND);
        String bulk = edge.post("/api/ai/mentors/embeddings/update", "").taskId();
        String done = edge.submit(BACKEND);
        worker.complete(done, RESULT);
        edge.awaitFinal(done);

        assertThat(ids("status=canceled")).contains(canceled).doesNotContain(queued, done);
        assertThat(ids("status=queued")).contains(queued, bulk).doesNotContain(canceled, done);
        assertThat(ids("status=succeeded&kind=recommendation")).contains(done).doesNotContain(canceled, queued, bulk);
        assertThat(ids("kind=mentor_embeddings")).contains(bulk).doesNotContain(queued, done);
        edge.delete(RunningEdge.TASKS + bulk);

        Answer last = edge.get("/api/ai/tasks?kind=mentor_import&limit=200");
        assertThat(last.at("/next_cursor").isNull()).isTrue();
        Answer one = edge.get("/api/ai/tasks?status=succeeded&limit=1");
        assertThat(one.at("/tasks/0/result").isNull())
                .as("results are left out")
                .isTrue();
    }

    @Test
    void aTaskShowsAllItsFields() {
        String task = edge.submit(BACKEND);
        JsonNode queued = edge.task(task).at("");
        assertThat(queued.propertyNames())
                .containsExactly(
                        "task_id",
                        "kind",
                        "status",
                        "progress",
                        "eta_seconds",
                        "created_at",
                        "finished_at",
                        "result",
                        "error",
                        "engine",
                        "usage",
                        "links");
        assertThat(queued.at("/links/self").asString()).isEqualTo(RunningEdge.TASKS + task);
        assertThat(queued.at("/eta_seconds").intValue()).isPositive();
        worker.complete(task, RESULT);
        assertThat(edge.awaitFinal(task).at("/eta_seconds").isNull()).isTrue();
    }

    private static List<String> ids(String filter) {
        List<String> ids = new ArrayList<>();
        edge.get("/api/ai/tasks?limit=200&" + filter)
                .at("/tasks")
                .forEach(task -> ids.add(task.get("task_id").asString()));
        return ids;
    }

    /** An open event stream, line by line. */
    private static final class Events {

        final List<String> lines = new CopyOnWriteArrayList<>();
        private final HttpResponse<Stream<String>> response;
        private final CompletableFuture<Void> end;

        Events(String task, String... headers) throws IOException, InterruptedException {
            this(edge, task, headers);
        }

        Events(RunningEdge at, String task, String... headers) throws IOException, InterruptedException {
            var request = at.request("GET", RunningEdge.TASKS + task + "/events", null, headers);
            response = RunningEdge.http().send(request, BodyHandlers.ofLines());
            end = CompletableFuture.runAsync(
                    () -> response.body().forEach(lines::add),
                    run -> Thread.ofPlatform().daemon().start(run));
        }

        int status() {
            return response.statusCode();
        }

        List<String> names() {
            return after("event:");
        }

        List<String> ids() {
            return after("id:");
        }

        List<String> data() {
            return after("data:");
        }

        void awaitEnd() {
            await().atMost(Duration.ofSeconds(20)).until(end::isDone);
        }

        private List<String> after(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .toList();
        }
    }
}
