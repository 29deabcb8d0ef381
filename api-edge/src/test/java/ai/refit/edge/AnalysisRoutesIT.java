package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.input.InputReference;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Résumés handed in to be read: as a document, as a text, as an address; and the backend's call for the same. */
final class AnalysisRoutesIT {

    private static final String ANALYSES = "/api/ai/analyses";
    private static final int TEN_MIB = 10 << 20;

    private static RunningEdge edge;
    private static DocumentWorker worker;

    @BeforeAll
    static void open() {
        edge = RunningEdge.shared();
        worker = new DocumentWorker(Topics.ANALYSIS_REQUESTED);
    }

    @AfterAll
    static void close() {
        worker.close();
    }

    @Test
    void aDocumentIsATaskWhoseOrderSaysOnlyWhereItLies() throws Exception {
        byte[] pdf = "%PDF-1.7 not much of one".getBytes(StandardCharsets.UTF_8);
        Answer accepted = upload(new Form("b1")
                .field("names", "홍길동")
                .field("names", "길동")
                .field("force", "true")
                .field("user_id", "mentee-7")
                .file(pdf));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        assertThat(accepted.header("Location")).contains(RunningEdge.TASKS + accepted.taskId());
        assertThat(accepted.header("Retry-After")).isPresent();
        assertThat(accepted.text("/kind")).isEqualTo("analysis");

        TaskOrder order = worker.order(accepted.taskId());
        assertThat(order.kind()).isEqualTo(TaskKind.ANALYSIS);
        assertThat(order.deadline()).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
        InputReference reference = DocumentWorker.reference(order);
        assertThat(reference.inputId()).isEqualTo(order.taskId());
        assertThat(reference.caller()).isEqualTo("mentee-7");
        assertThat(reference.force()).isTrue();
        assertThat(new String(order.body(), StandardCharsets.UTF_8)).doesNotContain("홍길동", "PDF");

        String request = TestServers.query("SELECT request FROM inputs.inputs WHERE input_id = ?", order.taskId())
                .getFirst();
        assertThat(request)
                .isEqualTo("{\"text\":null,\"file_url\":null,\"names\":[\"홍길동\",\"길동\"],\"unmasked\":false}");
        assertThat(file(order)).isEqualTo(pdf);
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(request.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        assertThat(reference.sha256()).isEqualTo(HexFormat.of().formatHex(digest.digest(pdf)));
    }

    @Test
    void theTaskSaysWhoMadeItsResultAndKeepsTheTextForItself() {
        String task = edge.post(ANALYSES, "{\"text\":\"engine and usage\"}").taskId();
        DocumentWorker.complete(worker.order(task), DocumentWorker.ANALYSIS);
        Answer done = edge.awaitFinal(task);
        assertThat(done.text("/status")).isEqualTo("succeeded");
        assertThat(done.text("/engine")).isEqualTo("offline");
        assertThat(done.at("/usage/calls").intValue()).isZero();
        assertThat(done.text("/result/model")).isEqualTo("rules-1");
        assertThat(done.at("/result/content_json/work_experience/0/job").asString())
                .isEqualTo("백엔드 개발자");
        assertThat(done.at("/result").has("text")).as(done.toString()).isFalse();
        assertThat(TestServers.query("SELECT resume_text FROM edge.tasks WHERE task_id = ?", UUID.fromString(task)))
                .containsExactly("경력 리핏 [PHONE_1]");
    }

    @Test
    void whoWaitsGetsTheResultOrTheDocumentsFault() {
        var waiting = edge.sending("POST", ANALYSES, "{\"text\":\"waited-for\"}", "Prefer", "wait=20");
        DocumentWorker.complete(worker.orderOf("waited-for"), DocumentWorker.ANALYSIS);
        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(waiting.join().header("Preference-Applied")).contains("wait=20");

        var scanned = edge.sending(
                "POST", ANALYSES, "{\"file_url\":\"https://files.example/scan.pdf?sig=s3cret\"}", "Prefer", "wait=20");
        DocumentWorker.fail(worker.orderOf("scan.pdf"), "OCR_REQUIRED");
        assertThat(scanned.join().status()).isEqualTo(422);
        assertThat(scanned.join().code()).isEqualTo("OCR_REQUIRED");
    }

    @Test
    void aDocumentOfTenMebibytesIsTakenAndALargerOneRefusedBeforeAllOfItCame() throws IOException {
        Answer largest = upload(new Form("big").file(new byte[TEN_MIB]));
        assertThat(largest.status()).as(largest.toString()).isEqualTo(202);
        assertThat(file(worker.order(largest.taskId()))).hasSize(TEN_MIB);
        edge.delete(RunningEdge.TASKS + largest.taskId());

        byte[] begin = new Form("endless").file(new byte[TEN_MIB + (1 << 20)]).half();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.setSoTimeout(20_000);
            send(socket, "endless", 500L << 20, begin);
            byte[] answer = new byte[4_096];
            int length = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
                    .as("most of it is yet to come")
                    .startsWith("HTTP/1.1 413")
                    .contains("DOCUMENT_TOO_LARGE");
        }
    }

    @Test
    void halfAnUploadLeavesNothingBehind() throws IOException {
        long before = TestServers.count("SELECT count(*) FROM inputs.inputs WHERE file IS NOT NULL");
        Answer cut = edge.send(
                "POST",
                ANALYSES,
                new Form("cut").file(new byte[50_000]).half(),
                "Content-Type",
                new Form("cut").type());
        assertThat(cut.status()).as(cut.toString()).isEqualTo(400);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            send(
                    socket,
                    "gone",
                    5 << 20,
                    new Form("gone").file(new byte[1 << 20]).half());
        }
        assertThat(upload(new Form("b2").file(new byte[] {1})).status()).isEqualTo(202);
        assertThat(TestServers.count("SELECT count(*) FROM inputs.inputs WHERE file IS NOT NULL"))
                .isEqualTo(before + 1);
    }

    @Test
    void onlySoManyDocumentsAreReadAtOnceAndWhoBreaksOffMakesRoom() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port());
                slow.add(socket);
                send(
                        socket,
                        "slow",
                        5 << 20,
                        new Form("slow").file(new byte[10]).half());
            }
            Answer refused = await().until(
                            () -> upload(new Form("late").file(new byte[] {2})), answer -> answer.status() == 429);
            assertThat(refused.code()).isEqualTo("TOO_MANY_UPLOADS");
            assertThat(refused.header("Retry-After")).contains("1");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().until(() -> upload(new Form("late").file(new byte[] {2})), answer -> answer.status() == 202);
    }

    @Test
    void theSameKeyAndDocumentIsTheSameTaskWhateverTheBoundary() {
        String key = UUID.randomUUID().toString();
        byte[] pdf = key.getBytes(StandardCharsets.UTF_8);
        Answer first = upload(new Form("one").field("names", "홍").file(pdf), "Idempotency-Key", key);
        Answer again = upload(new Form("another").file(pdf).field("names", "홍"), "Idempotency-Key", key);
        assertThat(again.status()).as(again.toString()).isEqualTo(202);
        assertThat(again.taskId()).isEqualTo(first.taskId());
        assertThat(TestServers.count("SELECT count(*) FROM inputs.inputs WHERE file = ?", (Object) pdf))
                .isEqualTo(1);
        Answer other = upload(new Form("one").field("names", "홍").file(new byte[] {1}), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void anOrderThatWasNeverSentIsPublishedByTheRelayWithTheSameInput() {
        UUID task = TaskIds.next();
        String body = "{\"input_id\":\"" + task + "\",\"sha256\":\"00\",\"caller\":null,\"force\":false}";
        TestServers.execute("""
                WITH task AS (INSERT INTO edge.tasks (task_id, kind, body, created_at, deadline)
                              VALUES (?, 'analysis', ?, now() - interval '1 minute', now() + interval '1 hour')
                              RETURNING task_id)
                INSERT INTO inputs.inputs (input_id, request) SELECT task_id, '{"text":"left by a crash"}' FROM task
                """, task, body);
        TaskOrder order = worker.orderOf("left by a crash");
        assertThat(order.taskId()).isEqualTo(task);
        assertThat(new String(order.body(), StandardCharsets.UTF_8)).isEqualTo(body);
        DocumentWorker.complete(order, DocumentWorker.ANALYSIS);
        assertThat(edge.awaitFinal(task.toString()).text("/status")).isEqualTo("succeeded");
    }

    @Test
    void theInputGoesWithItsTaskWhetherThePersonIsErasedOrTheTaskIsOldEnough() {
        String person = "erased-" + UUID.randomUUID();
        String task = edge.post(ANALYSES, "{\"text\":\"my life\",\"user_id\":\"" + person + "\"}")
                .taskId();
        worker.order(task);
        assertThat(inputs(task)).isEqualTo(1);
        assertThat(edge.delete(RunningEdge.MENTEES + person).status()).isEqualTo(204);
        assertThat(inputs(task)).isZero();
        assertThat(edge.task(task).status()).isEqualTo(404);

        String old = edge.post(ANALYSES, "{\"text\":\"old enough\"}").taskId();
        TestServers.execute(
                "UPDATE edge.tasks SET status = 'failed', finished_at = now() - interval '2 days' WHERE task_id = ?",
                UUID.fromString(old));
        TestServers.execute("DELETE FROM edge.tasks WHERE finished_at < now() - interval '1 day'");
        assertThat(inputs(old)).isZero();
    }

    @Test
    void theBackendsCallIsAnsweredWithTheFieldsItReads() {
        var call = parse("41", "{\"file_url\":\"https://s3.example/41.pdf?X-Amz=a%2Fb\",\"enable_pii_masking\":true}");
        TaskOrder order = worker.orderOf("s3.example/41.pdf?X-Amz=a%2Fb");
        assertThat(DocumentWorker.input(order).get("unmasked").booleanValue()).isFalse();
        assertThat(order.deadline())
                .as("nobody waits for longer")
                .isBefore(Instant.now().plus(Duration.ofSeconds(121)));
        DocumentWorker.complete(order, DocumentWorker.ANALYSIS);
        Answer answer = call.join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("OK");
        JsonNode data = answer.at("/data");
        assertThat(data.get("resume_id").isIntegralNumber()).isTrue();
        assertThat(data.get("resume_id").longValue()).isEqualTo(41);
        assertThat(data.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(data.get("error").isNull()).isTrue();
        JsonNode result = data.get("result");
        assertThat(result.get("is_fresher").isBoolean()).isTrue();
        assertThat(result.get("education_level").isString()).isTrue();
        assertThat(result.get("raw_text_excerpt").isString()).isTrue();
        assertThat(result.has("text")).isFalse();
        JsonNode content = result.get("content_json");
        for (String list : List.of("work_experience", "projects", "education", "awards", "certifications", "etc")) {
            assertThat(content.get(list).isArray()).as(list).isTrue();
        }
        for (String field : List.of("company", "position", "job", "start_date", "end_date", "description")) {
            assertThat(content.at("/work_experience/0/" + field).isString())
                    .as(field)
                    .isTrue();
        }
        for (String field : List.of("title", "start_date", "end_date", "description")) {
            assertThat(content.at("/projects/0/" + field).isString()).as(field).isTrue();
        }
        assertThat(content.at("/education/0").isString()).isTrue();
    }

    @Test
    void aResumeThatCannotBeReadIsAnAnswerToo() {
        var call = parse("42", "{\"file_url\":\"https://s3.example/42.pdf\"}");
        DocumentWorker.fail(worker.orderOf("s3.example/42.pdf"), "PDF_ENCRYPTED");
        Answer answer = call.join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("OK");
        assertThat(answer.text("/data/status")).isEqualTo("FAILED");
        assertThat(answer.at("/data/result").isNull()).isTrue();
        assertThat(answer.text("/data/error/code")).isEqualTo("PDF_ENCRYPTED");
        assertThat(answer.text("/data/error/detail")).isNotBlank();

        var refused = parse("43", "{\"file_url\":\"http://169.254.169.254/latest\"}");
        DocumentWorker.fail(worker.orderOf("169.254.169.254"), "URL_NOT_ALLOWED");
        assertThat(refused.join().status()).isEqualTo(422);
        assertThat(refused.join().code()).isEqualTo("URL_NOT_ALLOWED");
    }

    @Test
    void personalDataComesBackOnlyToTheCallerWhoAskedForIt() {
        var call = parse("44", "{\"file_url\":\"https://s3.example/44.pdf\",\"enable_pii_masking\":false}");
        TaskOrder order = worker.orderOf("s3.example/44.pdf");
        assertThat(DocumentWorker.input(order).get("unmasked").booleanValue()).isTrue();
        TestServers.execute(
                "UPDATE inputs.inputs SET unmasked = ? WHERE input_id = ?",
                "{\"raw_text_excerpt\":\"010-1234-5678\"}",
                order.taskId());
        DocumentWorker.complete(order, DocumentWorker.ANALYSIS);
        assertThat(call.join().text("/data/result/raw_text_excerpt")).isEqualTo("010-1234-5678");
        assertThat(edge.task(order.taskId().toString()).body()).doesNotContain("010-1234-5678");
    }

    @Test
    void whoParsesAsynchronouslyGetsATask() {
        Answer accepted = edge.post(
                "/api/ai/resumes/45/parse", "{\"file_url\":\"https://s3.example/45.pdf\",\"mode\":\"async\"}");
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        DocumentWorker.complete(worker.order(accepted.taskId()), DocumentWorker.ANALYSIS);
        assertThat(edge.awaitFinal(accepted.taskId()).text("/result/education_level"))
                .isEqualTo("학사");
    }

    @Test
    void whatIsWrongIsNamedWithItsFieldAndNeverQuoted() {
        assertFault(edge.post(ANALYSES, "{}"), "text");
        assertFault(edge.post(ANALYSES, "{\"text\":\" \"}"), "text");
        assertFault(edge.post(ANALYSES, "{\"text\":7}"), "text");
        assertFault(edge.post(ANALYSES, "{\"text\":\"" + "가".repeat(200_001) + "\"}"), "text");
        assertFault(edge.post(ANALYSES, "{\"text\":\"a\",\"file_url\":\"https://a.example\"}"), "file_url");
        assertFault(edge.post(ANALYSES, "{\"file_url\":\"file:///etc/passwd\"}"), "file_url");
        assertFault(edge.post(ANALYSES, "{\"text\":\"a\",\"names\":\"홍\"}"), "names");
        assertFault(edge.post(ANALYSES, "{\"text\":\"a\",\"names\":[{}]}"), "names[0]");
        assertFault(upload(new Form("none").field("names", "홍")), "file");
        assertFault(upload(new Form("empty").file(new byte[0])), "file");
        assertFault(upload(new Form("two").file(new byte[1]).file(new byte[1])), "file");
        assertFault(upload(new Form("maybe").field("force", "maybe").file(new byte[1])), "force");
        assertFault(edge.post("/api/ai/resumes/1/parse", "{}"), "file_url");
        assertFault(edge.post("/api/ai/resumes/1/parse", "{\"file_url\":1}"), "file_url");
        String url = "{\"file_url\":\"https://s3.example/1.pdf\"";
        assertFault(edge.post("/api/ai/resumes/1/parse", url + ",\"mode\":\"later\"}"), "mode");
        assertFault(
                edge.post("/api/ai/resumes/1/parse", url + ",\"mode\":\"async\",\"enable_pii_masking\":false}"),
                "enable_pii_masking");
        assertFault(edge.post("/api/ai/resumes/" + "9".repeat(101) + "/parse", url + "}"), "resume_id");
        assertThat(edge.post(ANALYSES, "{\"text\":\"" + "x".repeat(3 << 20)).status())
                .isEqualTo(413);
        Answer secret = edge.post(ANALYSES, "{\"file_url\":\"ftp://files.example/cv.pdf?sig=s3cret\"}");
        assertThat(secret.body()).doesNotContain("s3cret");
    }

    private static void assertFault(Answer answer, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("INVALID_FIELD");
        assertThat(answer.text("/errors/0/field")).isEqualTo(field);
        assertThat(answer.text("/errors/0/expected")).isNotBlank();
    }

    private static CompletableFuture<Answer> parse(String resumeId, String body) {
        return edge.sending("POST", "/api/ai/resumes/" + resumeId + "/parse", body);
    }

    private static Answer upload(Form form, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = form.type();
        return edge.send("POST", ANALYSES, form.whole(), all);
    }

    private static void send(Socket socket, String boundary, long length, byte[] begin) throws IOException {
        String head =
                "POST " + ANALYSES + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary="
                        + boundary + "\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(begin);
        socket.getOutputStream().flush();
    }

    private static byte[] file(TaskOrder order) {
        return HexFormat.of()
                .parseHex(TestServers.query(
                                "SELECT encode(file, 'hex') FROM inputs.inputs WHERE input_id = ?", order.taskId())
                        .getFirst());
    }

    private static long inputs(String task) {
        return TestServers.count("SELECT count(*) FROM inputs.inputs WHERE input_id = ?", UUID.fromString(task));
    }
}
