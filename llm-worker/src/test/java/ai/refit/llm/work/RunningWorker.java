package ai.refit.llm.work;

import ai.refit.embedded.TestServers;
import ai.refit.llm.LlmWorker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** A worker on the shared servers, beside the table that an edge would have made. */
final class RunningWorker implements AutoCloseable {

    static {
        try (InputStream inputs =
                Objects.requireNonNull(RunningWorker.class.getResourceAsStream("/db/inputs/V4__inputs.sql"))) {
            TestServers.execute(new String(inputs.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final ConfigurableApplicationContext context;

    RunningWorker(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.lifecycle.timeout-per-shutdown-phase=2s",
                "--refit.topics.partitions=2",
                "--refit.ledger.lease=3s",
                "--refit.ledger.pause=100ms",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestServers.kafka(),
                "--DATABASE_URL=" + TestServers.database()));
        all.addAll(List.of(settings));
        context = LlmWorker.application()
                .web(WebApplicationType.REACTIVE)
                .registerShutdownHook(false)
                .initializers(RunningWorker::withThreadsOfItsOwn)
                .run(all.toArray(String[]::new));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
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
