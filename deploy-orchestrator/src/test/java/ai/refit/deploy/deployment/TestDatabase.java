package ai.refit.deploy.deployment;

import ai.refit.deploy.deployment.DeploymentStore.Mark;
import ai.refit.embedded.TestServers;
import io.r2dbc.spi.ConnectionFactories;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** A database of its own on the tests' server: where deployments are ordered and watched, whoever moves them. */
public final class TestDatabase {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String url;
    private final DatabaseClient client;
    private final DeploymentStore deployments;
    private final JournalStore journal;
    private final ServingStore serving;

    private TestDatabase(String url) {
        this.url = url;
        var factory = ConnectionFactories.get("r2dbc:" + url);
        client = DatabaseClient.create(factory);
        journal = new JournalStore(client);
        serving = new ServingStore(client);
        deployments = new DeploymentStore(
                client, journal, TransactionalOperator.create(new R2dbcTransactionManager(factory)));
    }

    /** With empty tables. */
    public static TestDatabase create() {
        String name = "deploy_" + DATABASES.incrementAndGet();
        TestServers.execute("CREATE DATABASE " + name);
        URI server = URI.create(TestServers.database());
        String address = "127.0.0.1:" + server.getPort() + "/" + name;
        String[] login = server.getUserInfo().split(":", 2);
        Flyway.configure()
                .dataSource("jdbc:postgresql://" + address, login[0], login[1])
                .schemas("deploy")
                .locations("classpath:db/deploy")
                .load()
                .migrate();
        return new TestDatabase("postgresql://" + server.getUserInfo() + "@" + address);
    }

    /** As {@code DATABASE_URL} has it. */
    public String url() {
        return url;
    }

    public UUID order(Order order) {
        return deployments
                .accept(order, "ci", "a test wants it", null, Duration.ofHours(1))
                .block()
                .id();
    }

    public boolean mark(UUID deployment, Mark mark) {
        return deployments.mark(deployment, mark, "mina", "the test says so").block();
    }

    public Deployment deployment(UUID id) {
        return deployments.find(id).block();
    }

    /** Until it is final. */
    public Deployment awaitEnd(UUID id) {
        await("to end", id, () -> deployment(id).isFinal());
        return deployment(id);
    }

    /** Until it is final and nothing is left to do. */
    public Deployment awaitRest(UUID id) {
        await("to rest", id, () -> deployment(id).isFinal() && !deployment(id).active());
        return deployment(id);
    }

    public Deployment awaitState(UUID id, String state) {
        await("to be " + state, id, () -> deployment(id).state().title().equals(state));
        return deployment(id);
    }

    public void await(String what, UUID id, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain for " + id + " " + what + ":\n" + story(id));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    public Serving serving(String service, String environment) {
        return serving.of(service, environment).block();
    }

    /** The names of the states that it went through. */
    public List<String> states(UUID id) {
        return journal(id).stream()
                .filter(JournalEntry.StateChanged.class::isInstance)
                .map(entry -> ((JournalEntry.StateChanged) entry).to())
                .toList();
    }

    public List<JournalEntry> journal(UUID id) {
        return journal.after(id, 0, 10_000)
                .map(JournalStore.Written::entry)
                .collectList()
                .block();
    }

    /** How many final notices there are of it. */
    public long notices(UUID id) {
        return client.sql("SELECT count(*) FROM deploy.notices WHERE deployment_id = $1")
                .bind(0, id)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    /** The final notice of it, as it will be sent. */
    public String notice(UUID id) {
        return client.sql("SELECT body::text FROM deploy.notices WHERE deployment_id = $1")
                .bind(0, id)
                .map(row -> row.get(0, String.class))
                .one()
                .block();
    }

    /** The journal, for people who wonder why a test failed. */
    public String story(UUID id) {
        return journal.after(id, 0, 10_000)
                .map(written -> written.at() + " " + written.entry())
                .collectList()
                .map(lines -> String.join("\n", lines))
                .block();
    }
}
