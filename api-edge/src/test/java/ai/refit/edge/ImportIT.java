package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
        assertThat(TestServers.count(
                        "SELECT count(*) FROM edge.import_chunks WHERE task_id = ?",
                        UUID.fromString(accepted.taskId())))
                .isZero();
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
