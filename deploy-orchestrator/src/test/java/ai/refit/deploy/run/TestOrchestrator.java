package ai.refit.deploy.run;

import ai.refit.deploy.DeployOrchestrator;
import ai.refit.deploy.deployment.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** An orchestrator in this JVM, on a database that outlives it. */
final class TestOrchestrator implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private TestOrchestrator(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static TestOrchestrator start(TestDatabase database, Path services) {
        return new TestOrchestrator(DeployOrchestrator.application()
                .registerShutdownHook(false)
                .run(arguments(database, services).toArray(String[]::new)));
    }

    /** Quick ones: a lease that nobody waits long for. */
    static List<String> arguments(TestDatabase database, Path services) {
        return List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--DATABASE_URL=" + database.url(),
                "--refit.deploy.services=" + services,
                "--refit.deploy.run.lease=2s",
                "--refit.deploy.run.poll=50ms");
    }

    /** Where its HTTP surface is. */
    int port() {
        return Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
