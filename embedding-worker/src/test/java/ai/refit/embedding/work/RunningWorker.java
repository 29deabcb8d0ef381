package ai.refit.embedding.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.embedded.TestServers;
import ai.refit.embedding.EmbeddingWorker;
import ai.refit.embedding.model.Embedder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** A worker on the shared servers, with the embedder that ships. */
final class RunningWorker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final ConfigurableApplicationContext context;
    private final int port;

    private RunningWorker(@Nullable Embedder embedder, List<String> settings) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.lifecycle.timeout-per-shutdown-phase=2s",
                "--refit.instance=test-" + INSTANCES.incrementAndGet(),
                "--refit.topics.partitions=2",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestServers.kafka(),
                "--DATABASE_URL=" + TestServers.database()));
        all.addAll(settings);
        context = EmbeddingWorker.application()
                .web(WebApplicationType.REACTIVE)
                .registerShutdownHook(false)
                .initializers(RunningWorker::withThreadsOfItsOwn, context -> embedWith(embedder, context))
                .run(all.toArray(String[]::new));
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Returns when its index is built and it takes work. */
    static RunningWorker start(String... settings) {
        return new RunningWorker(null, List.of(settings)).awaitReady();
    }

    /** The same with an embedder of the test's. */
    static RunningWorker start(Embedder embedder, String... settings) {
        return open(embedder, settings).awaitReady();
    }

    /** Returns while its index is being built. */
    static RunningWorker open(Embedder embedder, String... settings) {
        return new RunningWorker(embedder, List.of(settings));
    }

    RunningWorker awaitReady() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get("/actuator/health/readiness")).isEqualTo("{\"status\":\"UP\"}"));
        return this;
    }

    /** Whether it was told to stop. */
    boolean isStopping() {
        return !context.getBean(IndexKeeper.class).isRunning();
    }

    /** How many polls of that listener ended in an exception, as its metrics say. */
    long failures(String listener) {
        return sum("spring_kafka_listener_seconds_count", "name=\"" + listener + "-", "result=\"failure\"");
    }

    /** How many mentors its index holds, as its metrics say. */
    long searchable() {
        return sum("refit_index_mentors");
    }

    private long sum(String metric, String... tags) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(metric) && Stream.of(tags).allMatch(line::contains))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToLong(value -> (long) Double.parseDouble(value))
                .sum();
    }

    String get(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void embedWith(@Nullable Embedder embedder, ConfigurableApplicationContext context) {
        if (embedder != null) {
            ((GenericApplicationContext) context)
                    .registerBean("tested", Embedder.class, () -> embedder, bean -> bean.setPrimary(true));
        }
    }

    /** With Reactor Netty's global ones, the end of one service would be the end of all in this JVM. */
    private static void withThreadsOfItsOwn(ConfigurableApplicationContext context) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    @Override
    public void close() {
        context.close();
    }
}
