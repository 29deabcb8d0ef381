package ai.refit.llm.gemini;

import ai.refit.contracts.settings.DatabaseUrl;
import ai.refit.embedded.TestServers;
import ai.refit.llm.budget.CallStore;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The worker's schema on the shared server. */
final class CallsDatabase {

    private static final CallStore STORE = open();

    private CallsDatabase() {}

    static CallStore store() {
        return STORE;
    }

    static long calls(UUID taskId) {
        return TestServers.count("SELECT count(*) FROM llm.calls WHERE task_id = ?", taskId);
    }

    /** Outcomes of the task's calls in their order; {@code null} of one that is open. */
    static List<String> outcomes(UUID taskId) {
        return TestServers.query("SELECT outcome FROM llm.calls WHERE task_id = ? ORDER BY call_id", taskId);
    }

    static void forgetSpending() {
        TestServers.execute("DELETE FROM llm.spending");
    }

    private static CallStore open() {
        DatabaseUrl url = DatabaseUrl.parse(TestServers.database());
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database(),
                        url.user(),
                        url.password())
                .schemas("llm")
                .locations("classpath:db/llm")
                .load()
                .migrate();
        var pool = new ConnectionPool(
                ConnectionPoolConfiguration.builder(ConnectionFactories.get("r2dbc:" + TestServers.database()))
                        .maxSize(6)
                        .acquireRetry(6)
                        .build());
        TestServers.beforeTheyStop(() -> pool.disposeLater().block(Duration.ofSeconds(5)));
        return new CallStore(
                DatabaseClient.create(pool), TransactionalOperator.create(new R2dbcTransactionManager(pool)));
    }
}
