package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.task.TaskStatus;
import ai.refit.embedded.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** An edge on the shared servers, spoken to as its callers do. Headers are given as name, value, name, … */
final class RunningEdge implements AutoCloseable {

    static final String RECOMMENDATIONS = "/api/ai/recommendations";
    static final String TASKS = "/api/ai/tasks/";
    static final String MENTORS = "/api/ai/mentors/";
    static final String MENTEES = "/api/ai/mentees/";
    static final String IMPORT = "/api/ai/mentors/import";
    static final String WEBHOOK_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;
    private final int port;

    private RunningEdge(List<String> settings) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.lifecycle.timeout-per-shutdown-phase=2s",
                "--refit.intake.patience=1s",
                "--refit.topics.partitions=2",
                "--refit.webhooks.secret=" + WEBHOOK_SECRET,
                "--refit.webhooks.allow=127.0.0.1",
                "--refit.webhooks.pauses=50ms,50ms,50ms,50ms",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestServers.kafka(),
                "--DATABASE_URL=" + TestServers.database()));
        settings.forEach(setting -> replace(all, setting));
        context = ApiEdge.application()
                .web(WebApplicationType.REACTIVE)
                .registerShutdownHook(false)
                .initializers(RunningEdge::withThreadsOfItsOwn)
                .run(all.toArray(String[]::new));
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        warmUp();
        awaitOutside("up", "up");
    }

    /** The same name twice would make a list of both values. */
    private static void replace(List<String> all, String setting) {
        String name = setting.substring(0, setting.indexOf('=') + 1);
        all.removeIf(other -> other.startsWith(name));
        all.add(setting);
    }

    /** A machine under load may need long for the first connection, so that the edge finds its outside away at first. */
    private void warmUp() {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(put(MENTORS + "1", "{}").status()).isEqualTo(200));
    }

    /** With Reactor Netty's global ones, the end of one edge would be the end of all in this JVM. */
    private static void withThreadsOfItsOwn(ConfigurableApplicationContext context) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    /** Another one, with settings as {@code --name=value}; close it. */
    static RunningEdge start(String... settings) {
        return new RunningEdge(List.of(settings));
    }

    /** The one that most tests share. It waits one second for results. */
    static RunningEdge shared() {
        return Shared.EDGE;
    }

    /** Returns when health says so of Kafka and of the database. */
    void awaitOutside(String kafka, String database) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Answer health = get("/health");
            assertThat(health.text("/components/kafka/status")).isEqualTo(kafka);
            assertThat(health.text("/components/database/status")).isEqualTo(database);
        });
    }

    int port() {
        return port;
    }

    Answer recommend(String request, String... headers) {
        return post(RECOMMENDATIONS, request, headers);
    }

    /** Hands in work and does not wait for it: the task's id. */
    String submit(String request, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Prefer";
        all[1] = "respond-async";
        System.arraycopy(headers, 0, all, 2, headers.length);
        Answer answer = recommend(request, all);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.taskId();
    }

    Answer task(String taskId, String... headers) {
        return get(TASKS + taskId, headers);
    }

    String status(String taskId) {
        Answer answer = task(taskId);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.text("/status");
    }

    /** The task when it is final, by long polling. */
    Answer awaitFinal(String taskId) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = task(taskId, "Prefer", "wait=10");
            boolean read = answer.status() == 200;
            if (read && TaskStatus.of(answer.text("/status")).isFinal()) {
                return answer;
            }
            if (System.nanoTime() > deadline || (!read && answer.status() != 503)) {
                throw new AssertionError("task " + taskId + " is not final: " + answer);
            }
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, byte @Nullable [] body, String... headers) {
        try {
            return new Answer(HTTP.send(request(method, path, body, headers), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    CompletableFuture<Answer> sending(String method, String path, String body, String... headers) {
        byte[] bytes = body.isEmpty() ? null : body.getBytes(StandardCharsets.UTF_8);
        return HTTP.sendAsync(request(method, path, bytes, headers), BodyHandlers.ofByteArray())
                .thenApply(Answer::new);
    }

    HttpRequest request(String method, String path, byte @Nullable [] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    static HttpClient http() {
        return HTTP;
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Shared {
        static final RunningEdge EDGE = new RunningEdge(List.of());

        static {
            TestServers.beforeTheyStop(EDGE::close);
        }
    }
}
