package ai.refit.deploy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.Topics;
import ai.refit.deploy.DeployOrchestrator;
import ai.refit.embedded.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.node.ObjectNode;

/** An orchestrator on the shared servers whose services all wait for an approval, so that orders stay orders. */
final class RunningIntake implements AutoCloseable {

    static final String SECRET = "shared with CI";
    static final String TOKEN = "ana's token";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;
    private final WebTestClient client;
    private final String database;
    private final Path directory;
    private final String address;

    private RunningIntake(Path directory, String database) throws IOException {
        this.database = database;
        this.directory = directory;
        Path services = Files.writeString(
                directory.resolve("services.yml"),
                "services:\n" + described(directory, "users", 18300) + described(directory, "mentors", 18301));
        Path tokens = Files.writeString(directory.resolve("tokens"), "ana:" + DigestUtils.sha256Hex(TOKEN) + "\n");
        context = DeployOrchestrator.application()
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--DATABASE_URL=" + database,
                        "--KAFKA_BOOTSTRAP_SERVERS=" + TestServers.kafka(),
                        "--RELEASE_ID=20261123130000-0123456789ab",
                        "--REFIT_DEPLOY_SECRET=" + SECRET,
                        "--REFIT_DEPLOY_TOKENS_FILE=" + tokens,
                        "--refit.topics.partitions=1",
                        "--spring.r2dbc.pool.max-acquire-time=1s",
                        "--refit.deploy.services=" + services);
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        address = "http://127.0.0.1:" + port;
        client = WebTestClient.bindToServer()
                .baseUrl(address)
                .responseTimeout(PATIENCE)
                .build();
    }

    private static String described(Path directory, String service, int port) {
        return """
                  - name: %s
                    environment: staging
                    base: %s
                    artifact: { kind: archive }
                    run: { command: [bin/serve], ports: [%d] }
                    health: { path: /health }
                    approval: true
                """.formatted(service, directory.resolve(service), port);
    }

    static Path base(Path directory) {
        return directory.resolve("users");
    }

    /** Has the database and the disk say that this release serves. */
    void serves(String service, String release, String irreversible) throws IOException {
        ObjectNode event = event();
        event.put("service", service);
        String deployment = event(event, UUID.randomUUID().toString()).deployment();
        query("""
                INSERT INTO deploy.serving (service, environment, release, port, successful, deployment_id)
                VALUES (?, 'staging', ?, 18301, true, ?::uuid) RETURNING service
                """, service, release, deployment);
        ObjectNode manifest = Json.mapper().createObjectNode();
        manifest.put("service", service).put("environment", "staging").put("artifact", "app");
        manifest.putArray("files");
        String digest = DigestUtils.sha256Hex(release);
        manifest.putObject("release")
                .put("id", release)
                .put("sha", DigestUtils.sha1Hex(release))
                .put("branch", "main")
                .put("run_id", "1")
                .put("code", digest)
                .put("dependencies", digest)
                .put("artifact_sha256", digest)
                .put("artifact_size", 1)
                .put("created_at", "2026-01-27T15:00:00Z")
                .put("irreversible", irreversible);
        Path place = Files.createDirectories(
                directory.resolve(service).resolve("releases").resolve(release));
        Files.write(place.resolve("manifest.json"), Json.bytes(manifest));
        Files.createFile(place.resolve("COMPLETE"));
    }

    /** On an empty database. */
    static RunningIntake start(Path directory) throws IOException {
        String name = "intake_" + ProcessHandle.current().pid();
        TestServers.execute("CREATE DATABASE " + name);
        URI server = URI.create(TestServers.database());
        return new RunningIntake(
                directory, "postgresql://" + server.getUserInfo() + "@127.0.0.1:" + server.getPort() + "/" + name);
    }

    /** An event that nobody sent before. */
    static ObjectNode event() {
        String sha = DigestUtils.sha1Hex(UUID.randomUUID().toString());
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("service", "users").put("environment", "staging").put("sha", sha);
        event.put("run_id", 123).put("branch", "main");
        event.putObject("artifact")
                .put("uri", "file:/srv/builds/users.tar.gz")
                .put("sha256", DigestUtils.sha256Hex(sha))
                .put("size", 10);
        return event;
    }

    static String signed(byte[] body) {
        return "sha256=" + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, SECRET).hmacHex(body);
    }

    /** @param headers name, value, name, … */
    Reply send(String path, byte[] body, String... headers) {
        WebTestClient.RequestBodySpec request = client.post().uri(path).contentType(MediaType.APPLICATION_JSON);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return new Reply(request.bodyValue(body).exchange().expectBody().returnResult());
    }

    /** As a page's form does it. */
    Reply form(String path, byte[] body) {
        return new Reply(client.post()
                .uri(path)
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult());
    }

    Reply send(String path, String body, String... headers) {
        return send(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** As CI does it. */
    Reply event(ObjectNode event, String delivery) {
        byte[] body = Json.bytes(event);
        return send("/api/deploy/events", body, "X-Hub-Signature-256", signed(body), "X-GitHub-Delivery", delivery);
    }

    /** As CI does it over Kafka. */
    static void publish(String key, byte[] body, String signature, String delivery) {
        var message = new ProducerRecord<>(Topics.DEPLOY_REQUESTED, key, body);
        message.headers()
                .add("x-hub-signature-256", signature.getBytes(StandardCharsets.UTF_8))
                .add("x-github-delivery", delivery.getBytes(StandardCharsets.UTF_8));
        TestServers.send(message);
    }

    Reply get(String path, String... headers) {
        WebTestClient.RequestHeadersSpec<?> request = client.get().uri(URI.create(address + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return new Reply(request.exchange().expectBody().returnResult());
    }

    void awaitHealth(String kafka, String database) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Reply health = get("/api/deploy/health");
            assertThat(health.text("kafka")).isEqualTo(kafka);
            assertThat(health.text("database")).isEqualTo(database);
        });
    }

    /** The first column of each row, as text. */
    List<String> query(String sql, Object... parameters) {
        String url = "jdbc:" + database.replaceFirst("//.*@", "//");
        String[] login = URI.create(database).getUserInfo().split(":");
        try (var connection = DriverManager.getConnection(url, login[0], login.length > 1 ? login[1] : "");
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var rows = statement.executeQuery();
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> deploymentsOf(ObjectNode event) {
        return query(
                "SELECT deployment_id FROM deploy.deployments WHERE sha = ?",
                event.get("sha").stringValue());
    }

    @Override
    public void close() {
        context.close();
    }

    /** What was answered. */
    record Reply(EntityExchangeResult<byte[]> result) {

        int status() {
            return result.getStatus().value();
        }

        String header(String name) {
            return String.valueOf(result.getResponseHeaders().getFirst(name));
        }

        String text(String field) {
            return Json.tree(result.getResponseBody()).path(field).asString();
        }

        /** Status and code of a problem. */
        String problem() {
            assertThat(header("Content-Type")).as(toString()).startsWith("application/problem+json");
            return status() + " " + text("code");
        }

        String deployment() {
            assertThat(status()).as(toString()).isEqualTo(202);
            return text("deployment_id");
        }

        @Override
        public String toString() {
            byte[] body = result.getResponseBody();
            return status() + " " + (body == null ? "" : new String(body, StandardCharsets.UTF_8));
        }
    }
}
