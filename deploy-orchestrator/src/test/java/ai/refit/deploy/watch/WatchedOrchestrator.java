package ai.refit.deploy.watch;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.DeployOrchestrator;
import ai.refit.deploy.deployment.JournalEntry;
import ai.refit.deploy.deployment.JournalEntry.StateChanged;
import ai.refit.deploy.deployment.JournalStore;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.embedded.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** An orchestrator that moves nothing by itself: what happens to its deployments is what the test writes. */
final class WatchedOrchestrator implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final WatchedOrchestrator SHARED = new WatchedOrchestrator();

    static {
        TestServers.beforeTheyStop(SHARED::close);
    }

    private final TestDatabase database = TestDatabase.create();
    private final Path folder = folder();
    private final ConfigurableApplicationContext context;
    private int orders;

    private WatchedOrchestrator() {
        context = DeployOrchestrator.application()
                .web(WebApplicationType.REACTIVE)
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--DATABASE_URL=" + database.url(),
                        "--refit.deploy.services=" + SampleCatalog.file(folder),
                        "--refit.deploy.run.poll=24h",
                        "--refit.deploy.watch.poll=50ms",
                        "--refit.deploy.watch.heartbeat=200ms",
                        "--refit.deploy.watch.gauges=100ms",
                        "--refit.deploy.watch.patience=60s",
                        "--spring.lifecycle.timeout-per-shutdown-phase=2s");
    }

    static WatchedOrchestrator shared() {
        return SHARED;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("refit-watch").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url(String path) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A new commit of a service each time. */
    UUID order(String service) {
        return database.order(SampleStory.order(service, ++orders));
    }

    void write(UUID deployment, JournalEntry... entries) {
        JournalStore journal = context.getBean(JournalStore.class);
        for (JournalEntry entry : entries) {
            journal.append(deployment, entry).block();
        }
    }

    /** As a save does it. */
    void enter(UUID deployment, DeploymentState state, boolean rests) {
        String before = database.deployment(deployment).state().title();
        context.getBean(DatabaseClient.class)
                .sql("""
                        UPDATE deploy.deployments SET state = $2, facts = $3::jsonb, state_since = now(), active = $4,
                            due_at = CASE WHEN $4 THEN now() END, finished_at = CASE WHEN $5 THEN now() END
                        WHERE deployment_id = $1
                        """)
                .bind(0, deployment)
                .bind(1, state.title())
                .bind(2, Json.mapper().writerFor(DeploymentState.class).writeValueAsString(state))
                .bind(3, !rests)
                .bind(4, state instanceof DeploymentState.Final)
                .then()
                .block();
        write(deployment, new StateChanged(before, state.title(), null));
    }

    void execute(String sql) {
        context.getBean(DatabaseClient.class).sql(sql).then().block();
    }

    JsonNode get(String path) {
        return Json.read(send(path).body(), JsonNode.class);
    }

    HttpResponse<String> send(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
