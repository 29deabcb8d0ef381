package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/** Imports: good lines kept, bad ones named by number, whatever their number, whoever dies in the middle. */
final class ImportIT {

    private static final String NDJSON = "application/x-ndjson";

    private final RunningEdge edge = RunningEdge.shared();

    @Test
    void goodLinesAreKeptAndBadOnesReportedByNumber() {
        String lines = """
                {"user_id":810001,"nickname":"첫째","skills":["Java"]}

                {"user_id":810002,"response_rate":101}\r
                not json
                {"nickname":"nobody"}
                {"user_id":810003}
                ["user_id",1]
                {"user_id":810004,"introduction":"%s"}
                {"user_id":"810005"}
                {"user_id":810006,"last_active_at":"yesterday"}""".formatted("가".repeat(30_000));
        Answer answer = edge.post(RunningEdge.IMPORT, lines, "Content-Type", NDJSON);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/accepted").intValue()).isEqualTo(2);
        assertThat(answer.at("/rejected").intValue()).isEqualTo(7);
        assertThat(errors(answer.at("/errors")))
                .containsExactly(
                        "3 INVALID_FIELD",
                        "4 MALFORMED_JSON",
                        "5 INVALID_FIELD",
                        "7 MALFORMED_JSON",
                        "8 INVALID_FIELD",
                        "9 INVALID_FIELD",
                        "10 INVALID_FIELD");
        assertThat(answer.at("/errors/0/detail").asString()).contains("response_rate", "101", "0 to 100");
        assertThat(answer.at("/errors/4/detail").asString()).contains("65536");
        assertThat(edge.get(RunningEdge.MENTORS + 810_001).text("/nickname")).isEqualTo("첫째");
        assertThat(edge.get(RunningEdge.MENTORS + 810_003).status()).isEqualTo(200);
        assertThat(edge.get(RunningEdge.MENTORS + 810_002).status()).isEqualTo(404);
    }

    @Test
    void thoseWhoCannotWaitGetATaskWithTheSameResult() {
        String lines = "\n" + lines(820_001, 1_200) + "\nbad\n" + lines(830_001, 10);
        Answer accepted = edge.post(RunningEdge.IMPORT, lines, "Content-Type", NDJSON, "Prefer", "respond-async");
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        assertThat(accepted.text("/kind")).isEqualTo("mentor_import");
        Answer done = edge.awaitFinal(accepted.taskId());
        assertThat(done.text("/status")).isEqualTo("succeeded");
        assertThat(done.at("/result/accepted").intValue()).isEqualTo(1_210);
        assertThat(done.at("/result/rejected").intValue()).isEqualTo(1);
        assertThat(errors(done.at("/result/errors"))).containsExactly("1202 MALFORMED_JSON");
        assertThat(stored(820_001, 830_010)).isEqualTo(1_210);
        assertThat(chunks(UUID.fromString(accepted.taskId()))).isZero();
    }

    @Test
    void anImportWithoutAnyLineIsDoneAtOnce() {
        Answer answer = edge.post(RunningEdge.IMPORT, "\n \n", "Content-Type", NDJSON);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/accepted").intValue()).isZero();
        Answer task = edge.post(RunningEdge.IMPORT, "", "Content-Type", NDJSON, "Prefer", "respond-async");
        assertThat(edge.awaitFinal(task.taskId()).text("/status")).isEqualTo("succeeded");
    }

    @Test
    void theLastLineOfAMentorWins() {
        String lines = "{\"user_id\":840001,\"nickname\":\"old\"}\n{\"user_id\":840001,\"nickname\":\"new\"}\n";
        edge.post(RunningEdge.IMPORT, lines, "Content-Type", NDJSON);
        assertThat(edge.get(RunningEdge.MENTORS + 840_001).text("/nickname")).isEqualTo("new");
    }

    @Test
    void anImportUnderWayIsContinuedByAnotherEdge() {
        String task;
        try (var first = RunningEdge.start()) {
            Answer accepted = first.post(
                    RunningEdge.IMPORT, lines(850_001, 8_000), "Content-Type", NDJSON, "Prefer", "respond-async");
            assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
            task = accepted.taskId();
        }
        Answer done = edge.awaitFinal(task);
        assertThat(done.text("/status")).isEqualTo("succeeded");
        assertThat(done.at("/result/accepted").intValue()).isEqualTo(8_000);
        assertThat(done.at("/result/rejected").intValue()).isZero();
        assertThat(stored(850_001, 858_000)).isEqualTo(8_000);
    }

    @Test
    void theSameImportUnderTheSameKeyIsOneTask() {
        String[] headers = {
            "Content-Type",
            NDJSON,
            "Prefer",
            "respond-async",
            "Idempotency-Key",
            UUID.randomUUID().toString()
        };
        Answer first = edge.post(RunningEdge.IMPORT, lines(880_001, 600), headers);
        assertThat(first.status()).as(first.toString()).isEqualTo(202);
        edge.awaitFinal(first.taskId());
        Answer second = edge.post(RunningEdge.IMPORT, lines(880_001, 600), headers);
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(second.taskId()).isEqualTo(first.taskId());
        Answer other = edge.post(RunningEdge.IMPORT, lines(880_001, 601), headers);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(chunks("880001")).as("neither copy is kept").isZero();
    }

    @Test
    void anUploadWhoseFirstLinesWereGivenUpIsRefused() {
        try (var body = new OpenBody()) {
            var upload = body.upload("Prefer", "respond-async");
            body.write(lines(885_001, 600) + "\n");
            await().until(() -> chunks("885001") == 1);
            TestServers.execute("DELETE FROM edge.import_chunks"
                    + " WHERE position('885001' IN convert_from(content, 'UTF8')) > 0");
            body.close();
            Answer answer = upload.join();
            assertThat(answer.status()).as(answer.toString()).isEqualTo(408);
            assertThat(answer.code()).isEqualTo("UPLOAD_TOO_SLOW");
            assertThat(chunks("885600")).as("the rest is not kept").isZero();
        }
    }

    @Test
    void onlyAFewImportsAreWaitedForAtOnce() {
        try (var first = new OpenBody();
                var second = new OpenBody();
                var third = new OpenBody();
                var fourth = new OpenBody()) {
            List<OpenBody> bodies = List.of(first, second, third, fourth);
            List<CompletableFuture<Answer>> uploads = new ArrayList<>();
            for (int i = 0; i < bodies.size(); i++) {
                long id = 887_001 + i;
                uploads.add(bodies.get(i).upload());
                bodies.get(i).write(lines(id, 1) + "\n");
                await().until(() -> stored(id, id) == 1);
            }
            Answer refused = edge.post(RunningEdge.IMPORT, lines(887_010, 1), "Content-Type", NDJSON);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("TOO_MANY_IMPORTS");
            assertThat(refused.header("Retry-After")).isPresent();
            for (int i = 0; i < bodies.size(); i++) {
                bodies.get(i).close();
                assertThat(uploads.get(i).join().status()).isEqualTo(200);
            }
        }
        Answer answer = edge.post(RunningEdge.IMPORT, lines(887_010, 1), "Content-Type", NDJSON);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    @Test
    void onlyUploadsThatEndedOrWereGivenUpAreCleanedAway() {
        UUID slow = upload("3 hours", "1 minute");
        UUID givenUp = upload("3 hours", "2 hours");
        UUID canceled = upload("2 minutes", "1 minute");
        TestServers.execute("INSERT INTO edge.imports (task_id, lines) VALUES (?, 2)", canceled);
        TestServers.execute(
                "INSERT INTO edge.tasks (task_id, kind, status, created_at, finished_at, deadline)"
                        + " VALUES (?, 'mentor_import', 'canceled', now(), now(), now())",
                canceled);
        try (var cleaning = RunningEdge.start()) {
            assertThat(cleaning.port()).isPositive();
            await().untilAsserted(() -> assertThat(chunks(givenUp)).isZero());
            assertThat(chunks(canceled)).isZero();
            assertThat(chunks(slow)).isEqualTo(2);
        }
    }

    @Test
    void aCanceledImportStaysCanceled() {
        Answer accepted = edge.post(
                RunningEdge.IMPORT, lines(870_001, 20_000), "Content-Type", NDJSON, "Prefer", "respond-async");
        Answer canceled = edge.delete(RunningEdge.TASKS + accepted.taskId());
        assertThat(canceled.text("/status")).isEqualTo("canceled");
        assertThat(edge.awaitFinal(accepted.taskId()).text("/status")).isEqualTo("canceled");
    }

    @Test
    @Tag("full")
    void aHundredThousandLinesAreTakenInAtOneRequest() throws Exception {
        var lines = new GeneratedLines(100_000);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + RunningEdge.IMPORT))
                .header("Content-Type", NDJSON)
                .timeout(Duration.ofMinutes(5))
                .POST(BodyPublishers.ofInputStream(() -> lines))
                .build();
        var answer = new Answer(RunningEdge.http().send(request, BodyHandlers.ofByteArray()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/accepted").intValue()).isEqualTo(100_000);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(TestServers.count(
                                "SELECT count(*) FROM edge.mentors WHERE user_id >= 2000000 AND NOT sent"))
                        .isZero());
        try (var changes = Mailbox.of(Topics.MENTOR_CHANGED)) {
            assertThat(changes.await("2099999")).isNotNull();
        }
    }

    private static List<String> errors(JsonNode errors) {
        List<String> all = new ArrayList<>();
        errors.forEach(error ->
                all.add(error.get("line").asInt() + " " + error.get("code").asString()));
        return all;
    }

    private static String lines(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(id -> "{\"user_id\":" + id + ",\"jobs\":[\"백엔드 개발자\"]}")
                .collect(Collectors.joining("\n"));
    }

    private static long stored(long first, long last) {
        return TestServers.count("SELECT count(*) FROM edge.mentors WHERE user_id BETWEEN ? AND ?", first, last);
    }

    private static long chunks(UUID task) {
        return TestServers.count("SELECT count(*) FROM edge.import_chunks WHERE task_id = ?", task);
    }

    /** How many chunks hold that text. */
    private static long chunks(String text) {
        return TestServers.count(
                "SELECT count(*) FROM edge.import_chunks WHERE position(? IN convert_from(content, 'UTF8')) > 0", text);
    }

    /** An upload of two chunks, which came so long ago. */
    private static UUID upload(String... ages) {
        UUID task = TaskIds.next();
        for (int i = 0; i < ages.length; i++) {
            TestServers.execute(
                    "INSERT INTO edge.import_chunks (task_id, first_line, lines, content, created_at)"
                            + " VALUES (?, ?, 1, '{}', now() - ?::interval)",
                    task,
                    i + 1L,
                    ages[i]);
        }
        return task;
    }

    /** A body that is sent as it is written, until it is closed. */
    private final class OpenBody implements AutoCloseable {

        private final Sinks.Many<ByteBuffer> parts = Sinks.many().unicast().onBackpressureBuffer();

        CompletableFuture<Answer> upload(String... headers) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + RunningEdge.IMPORT))
                    .header("Content-Type", NDJSON)
                    .POST(BodyPublishers.fromPublisher(JdkFlowAdapter.publisherToFlowPublisher(parts.asFlux())));
            for (int i = 0; i + 1 < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return RunningEdge.http()
                    .sendAsync(request.build(), BodyHandlers.ofByteArray())
                    .thenApply(Answer::new);
        }

        void write(String lines) {
            parts.tryEmitNext(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            parts.tryEmitComplete();
        }
    }

    /** Lines made while they are read. */
    private static final class GeneratedLines extends InputStream {

        private final int count;
        private int next;
        private byte[] line = {};
        private int position;

        GeneratedLines(int count) {
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            if (position == line.length) {
                if (next == count) {
                    return -1;
                }
                String profile =
                        "{\"user_id\":" + (2_000_000 + next++) + ",\"introduction\":\"" + "소개 ".repeat(100) + "\"}\n";
                line = profile.getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            return line[position++] & 0xff;
        }
    }
}
