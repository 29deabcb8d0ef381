package ai.refit.deploy.deployment;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code deploy.serving}: what should run, and has the traffic. It is written with the state it belongs to. */
@Repository
public class ServingStore {

    private final DatabaseClient database;

    ServingStore(DatabaseClient database) {
        this.database = database;
    }

    /** Empty: nothing was deployed yet. */
    public Mono<Serving> of(String service, String environment) {
        return database.sql("SELECT * FROM deploy.serving WHERE service = $1 AND environment = $2")
                .bind(0, service)
                .bind(1, environment)
                .map(ServingStore::serving)
                .one();
    }

    public Flux<Serving> all() {
        return database.sql("SELECT * FROM deploy.serving ORDER BY service, environment")
                .map(ServingStore::serving)
                .all();
    }

    Mono<Void> write(Serving serving) {
        return database.sql("""
                        INSERT INTO deploy.serving (service, environment, release, port, successful, deployment_id, since)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        ON CONFLICT (service, environment) DO UPDATE SET release = excluded.release,
                            port = excluded.port, successful = excluded.successful,
                            deployment_id = excluded.deployment_id, since = excluded.since
                        """)
                .bind(0, serving.service())
                .bind(1, serving.environment())
                .bind(2, serving.release())
                .bind(3, serving.port())
                .bind(4, serving.successful())
                .bind(5, serving.deployment())
                .bind(6, Rows.utc(serving.since()))
                .then();
    }

    private static Serving serving(Readable row) {
        return new Serving(
                Rows.required(row, "service", String.class),
                Rows.required(row, "environment", String.class),
                Rows.required(row, "release", String.class),
                Rows.required(row, "port", Integer.class),
                Rows.required(row, "successful", Boolean.class),
                Rows.required(row, "deployment_id", UUID.class),
                Rows.instant(row, "since"));
    }
}
