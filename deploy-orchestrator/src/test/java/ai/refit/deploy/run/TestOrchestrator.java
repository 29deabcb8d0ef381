package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.DeployOrchestrator;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.deployment.DeploymentStore.Mark;
import ai.refit.deploy.deployment.JournalEntry;
import ai.refit.deploy.deployment.JournalStore;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.deployment.ServingStore;
import ai.refit.embedded.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An orchestrator in this JVM on a database that outlives it. */
final class TestOrchestrator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final ConfigurableApplicationContext context;

    private TestOrchestrator(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** An empty database of the tests' server; its {@code DATABASE_URL}. */
    static String database() {
        String name = "deploy_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        TestServers.execute("CREATE DATABASE " + name);
        URI server = URI.create(TestServers.database());
        return "postgresql://" + server.getUserInfo() + "@127.0.0.1:" + server.getPort() + "/" + name;
    }

    static TestOrchestrator start(String database, Path services, Object... beans) {
        SpringApplicationBuilder application = DeployOrchestrator.application();
        application.initializers(started -> {
            for (Object bean : beans) {
                started.getBeanFactory().registerSingleton(bean.getClass().getSimpleName(), bean);
            }
        });
        return new TestOrchestrator(application
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--DATABASE_URL=" + database,
                        "--refit.deploy.services=" + services,
                        "--refit.deploy.run.lease=2s",
                        "--refit.deploy.run.poll=50ms"));
    }

    UUID order(Order order) {
        return context.getBean(DeploymentStore.class)
                .accept(order, "ci", "a test wants it", null, Duration.ofHours(1))
                .block()
                .id();
    }

    void mark(UUID deployment, Mark mark) {
        assertThat(context.getBean(DeploymentStore.class)
                        .mark(deployment, mark, "mina", "the test says so")
                        .block())
                .isTrue();
    }

    Deployment deployment(UUID id) {
        return context.getBean(DeploymentStore.class).find(id).block();
    }

    /** Deploys, and waits until nothing is left to do. */
    Deployment runs(Order order) {
        return awaitRest(order(order));
    }

    /** Until it is final. */
    Deployment awaitEnd(UUID id) {
        await("deployment " + id + " to end", () -> deployment(id).isFinal(), id);
        return deployment(id);
    }

    /** Until it is final and its aftercare is done. */
    Deployment awaitRest(UUID id) {
        await(
                "deployment " + id + " to rest",
                () -> deployment(id).isFinal() && !deployment(id).active(),
                id);
        return deployment(id);
    }

    Deployment awaitState(UUID id, String state) {
        await(
                "deployment " + id + " to be " + state,
                () -> deployment(id).state().title().equals(state),
                id);
        return deployment(id);
    }

    private void await(String what, BooleanSupplier condition, UUID id) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain for " + what + ":\n" + String.join("\n", story(id)));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    Serving serving() {
        return context.getBean(ServingStore.class)
                .of(TestHost.SERVICE, TestHost.ENVIRONMENT)
                .block();
    }

    /** The names of the states that it went through. */
    List<String> states(UUID id) {
        return journal(id).stream()
                .filter(JournalEntry.StateChanged.class::isInstance)
                .map(entry -> ((JournalEntry.StateChanged) entry).to())
                .toList();
    }

    List<JournalEntry> journal(UUID id) {
        return context.getBean(JournalStore.class)
                .after(id, 0, 10_000)
                .map(JournalStore.Written::entry)
                .collectList()
                .block();
    }

    /** The journal for people who wonder why a test failed. */
    List<String> story(UUID id) {
        var lines = new ArrayList<String>();
        journal(id).forEach(entry -> lines.add(entry.toString()));
        return lines;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
