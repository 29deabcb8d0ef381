package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.TestServers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who asked for it is told when a task is final. */
final class WebhookIT {

    private record Received(String path, String id, String timestamp, String signature, String body) {}

    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();

    private static RunningEdge edge;
    private static DocumentWorker worker;
    private static HttpServer receiver;

    @BeforeAll
    static void open() throws IOException {
        edge = RunningEdge.shared();
        worker = new DocumentWorker(Topics.ANALYSIS_REQUESTED);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        receiver.createContext("/", WebhookIT::receive);
        receiver.start();
    }

    @AfterAll
    static void close() {
        worker.close();
        receiver.stop(0);
    }

    /** {@code /n-status…} answers that status n times, and then 204. */
    private static void receive(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String[] plan = path.substring(1).split("-");
        long before =
                RECEIVED.stream().filter(message -> message.path().equals(path)).count();
        RECEIVED.add(new Received(
                path,
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(before < Long.parseLong(plan[0]) ? Integer.parseInt(plan[1]) : 204, -1);
        exchange.close();
    }

    @Test
    void theReceiverIsToldOnceWithASignatureThatItCanCompute() throws Exception {
        String task = submit("/0-500-signed");
        DocumentWorker.complete(worker.order(task), DocumentWorker.ANALYSIS);
        Received message = await().until(() -> received("/0-500-signed"), all -> !all.isEmpty())
                .getFirst();
        assertThat(message.id()).isEqualTo("msg_" + task);
        assertThat(Instant.ofEpochSecond(Long.parseLong(message.timestamp())))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getDecoder().decode(RunningEdge.WEBHOOK_SECRET.substring("whsec_".length())), "HmacSHA256"));
        String signed = message.id() + "." + message.timestamp() + "." + message.body();
        assertThat(message.signature())
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));

        JsonNode body = Json.tree(message.body().getBytes(StandardCharsets.UTF_8));
        assertThat(body.get("type").asString()).isEqualTo("task.succeeded");
        assertThat(body.at("/data/task_id").asString()).isEqualTo(task);
        assertThat(body.at("/data/kind").asString()).isEqualTo("analysis");
        assertThat(body.at("/data/links/self").asString()).isEqualTo(RunningEdge.TASKS + task);
        assertThat(message.body()).as("nothing of the résumé").doesNotContain("리핏");

        Answer log = await().until(
                        () -> deliveries(task),
                        answer -> answer.at("/deliveries").size() == 1);
        assertThat(log.at("/deliveries/0/attempt").intValue()).isEqualTo(1);
        assertThat(log.at("/deliveries/0/status").intValue()).isEqualTo(204);
        assertThat(log.at("/next_attempt_at").isNull()).isTrue();
    }

    @Test
    void aReceiverThatFailsIsToldAgainUnderTheSameIdAndOneThatIsGoneIsNot() {
        String failing = submit("/2-503-again");
        String gone = submit("/9-410-gone");
        DocumentWorker.fail(worker.order(failing), "OCR_REQUIRED");
        edge.delete(RunningEdge.TASKS + gone);
        Answer log = await().until(
                        () -> deliveries(failing),
                        answer -> answer.at("/deliveries").size() == 3);
        assertThat(log.at("/deliveries")
                        .valueStream()
                        .map(attempt -> attempt.get("status").intValue()))
                .containsExactly(503, 503, 204);
        assertThat(received("/2-503-again")).extracting(Received::id).containsOnly("msg_" + failing);
        assertThat(received("/2-503-again").getFirst().body()).contains("\"type\":\"task.failed\"", "OCR_REQUIRED");
        await().until(
                        () -> deliveries(gone),
                        answer -> answer.at("/deliveries").size() == 1
                                && answer.at("/next_attempt_at").isNull());
        assertThat(received("/9-410-gone")).hasSize(1);
    }

    @Test
    void afterFiveAttemptsNoMoreAreMade() {
        String task = submit("/9-500-never");
        edge.delete(RunningEdge.TASKS + task);
        await().until(
                        () -> deliveries(task),
                        answer -> answer.at("/deliveries").size() == 5
                                && answer.at("/next_attempt_at").isNull());
        assertThat(received("/9-500-never")).hasSize(5);
    }

    @Test
    void whatADeadEdgeLeftIsSentByAnother() {
        UUID task = TaskIds.next();
        TestServers.execute("""
                INSERT INTO edge.tasks (task_id, kind, status, result, created_at, finished_at, deadline, webhook_url, webhook_at)
                VALUES (?, 'posting', 'succeeded', '{}', now(), now(), now(), ?, now())
                """, task, url("/0-500-left"));
        await().until(() -> received("/0-500-left"), all -> all.size() == 1);
    }

    @Test
    void nothingIsSentToWhereItMustNot() {
        Answer refused = edge.post(
                "/api/ai/analyses", "{\"text\":\"x\",\"webhook_url\":\"http://169.254.169.254/latest?token=s3cret\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("URL_NOT_ALLOWED");
        assertThat(refused.body()).doesNotContain("s3cret");
        UUID task = TaskIds.next();
        TestServers.execute("""
                INSERT INTO edge.tasks (task_id, kind, status, result, created_at, finished_at, deadline, webhook_url, webhook_at)
                VALUES (?, 'posting', 'succeeded', '{}', now(), now(), now(), ?, now())
                """, task, url("/0-500-local").replace("127.0.0.1", "localhost"));
        Answer log = await().until(
                        () -> deliveries(task.toString()),
                        answer -> !answer.at("/deliveries").isEmpty());
        assertThat(log.text("/deliveries/0/error")).isEqualTo("URL_NOT_ALLOWED");
        assertThat(received("/0-500-local")).isEmpty();
    }

    @Test
    void withTheHeaderAnyTaskOnADocumentTells() {
        String task = edge.post(
                        "/api/ai/reports", "{\"job_posting\":\"told by header\"}", "Webhook-URL", url("/0-500-header"))
                .taskId();
        edge.delete(RunningEdge.TASKS + task);
        await().until(() -> received("/0-500-header"), all -> all.size() == 1);
    }

    /** One edge of its own for what settings change. */
    @Test
    void aCallThatWaitsInVainIsOverAndAFullQueueRefusesAndWithoutASecretNobodyIsTold() {
        try (var strict = RunningEdge.start(
                "--refit.webhooks.secret=",
                "--refit.intake.documents.analysis.patience=1s",
                "--refit.intake.documents.posting.patience=1s",
                "--refit.intake.documents.report.patience=1s",
                "--refit.intake.documents.report.queue-bound=1")) {
            var parse =
                    strict.sending("POST", "/api/ai/resumes/1/parse", "{\"file_url\":\"https://s3.example/slow.pdf\"}");
            var posting =
                    strict.sending("POST", "/api/ai/repo/job-post", "{\"job_url\":\"https://jobs.example/slow\"}");
            var report = strict.sending("POST", "/api/ai/repo/generate", "{\"job_posting\":\"slow\"}");
            assertThat(parse.join().status()).isEqualTo(200);
            assertThat(parse.join().text("/data/status")).isEqualTo("FAILED");
            assertThat(parse.join().text("/data/error/code")).isEqualTo("DEADLINE_PASSED");
            assertThat(posting.join().status()).isEqualTo(504);
            assertThat(posting.join().code()).isEqualTo("DEADLINE_PASSED");
            assertThat(report.join().status()).as(report.join().toString()).isIn(429, 504);

            List<Answer> answers = List.of(
                    strict.post("/api/ai/reports", "{\"job_posting\":\"one\"}"),
                    strict.post("/api/ai/reports", "{\"job_posting\":\"two\"}"));
            assertThat(answers.getLast().status()).isEqualTo(429);
            assertThat(answers.getLast().code()).isEqualTo("QUEUE_FULL");
            assertThat(answers.getLast().header("Retry-After")).isPresent();
            Answer untold =
                    strict.post("/api/ai/analyses", "{\"text\":\"x\",\"webhook_url\":\"http://127.0.0.1/hook\"}");
            assertThat(untold.status()).isEqualTo(422);
            assertThat(untold.text("/errors/0/field")).isEqualTo("webhook_url");
        }
    }

    private static String submit(String path) {
        Answer accepted =
                edge.post("/api/ai/analyses", "{\"text\":\"" + path + "\",\"webhook_url\":\"" + url(path) + "\"}");
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return accepted.taskId();
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private static List<Received> received(String path) {
        return RECEIVED.stream().filter(message -> message.path().equals(path)).toList();
    }

    private static Answer deliveries(String task) {
        return edge.get(RunningEdge.TASKS + task + "/webhooks");
    }
}
