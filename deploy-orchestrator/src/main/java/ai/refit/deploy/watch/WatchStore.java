package ai.refit.deploy.watch;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.deployment.JournalEntry;
import ai.refit.deploy.deployment.JournalStore.Written;
import ai.refit.deploy.lifecycle.Plan;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The journal and the deployments, as those read them who watch many at once. */
@Repository
class WatchStore {

    private final DatabaseClient database;

    WatchStore(DatabaseClient database) {
        this.database = database;
    }

    /** @param deployment null: about no deployment */
    record Tailed(@Nullable UUID deployment, Written written) {

        long id() {
            return written.id();
        }
    }

    /** The newest entry that is so old that none with a smaller id can still appear. */
    Mono<Long> settledEnd(Duration age) {
        return database.sql("""
                        SELECT coalesce(max(entry_id), 0) AS entry_id FROM deploy.journal
                        WHERE at < clock_timestamp() - $1 * interval '1 millisecond'
                        """)
                .bind(0, age.toMillis())
                .map(row -> required(row, "entry_id", Long.class))
                .one();
    }

    /** Entries of all deployments after that one. */
    Flux<Tailed> tail(long entryId, int limit) {
        return database.sql("""
                        SELECT entry_id, deployment_id, at, entry::text AS entry FROM deploy.journal
                        WHERE entry_id > $1 ORDER BY entry_id LIMIT $2
                        """)
                .bind(0, entryId)
                .bind(1, limit)
                .map(row -> new Tailed(row.get("deployment_id", UUID.class), written(row)))
                .all();
    }

    /** All entries of a deployment but its log lines. */
    Flux<Written> story(UUID deployment) {
        return database.sql("""
                        SELECT entry_id, at, entry::text AS entry FROM deploy.journal
                        WHERE deployment_id = $1 AND type <> 'log' ORDER BY entry_id
                        """).bind(0, deployment).map(WatchStore::written).all();
    }

    /** The recorded plan of each of these deployments that has one. */
    Mono<Map<UUID, Plan>> plans(Collection<UUID> deployments) {
        return database.sql("""
                        SELECT DISTINCT ON (deployment_id) deployment_id, entry::text AS entry FROM deploy.journal
                        WHERE deployment_id = ANY ($1) AND type = 'plan' ORDER BY deployment_id, entry_id DESC
                        """)
                .bind(0, deployments.toArray(UUID[]::new))
                .map(row -> Map.entry(
                        required(row, "deployment_id", UUID.class),
                        Json.read(required(row, "entry", String.class), JournalEntry.Planned.class)
                                .plan()))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Those of them about which nothing more will be written. */
    Flux<UUID> resting(Collection<UUID> deployments) {
        return database.sql("""
                        SELECT deployment_id FROM deploy.deployments WHERE deployment_id = ANY ($1) AND due_at IS NULL
                        """)
                .bind(0, deployments.toArray(UUID[]::new))
                .map(row -> required(row, "deployment_id", UUID.class))
                .all();
    }

    /** Whether somebody who has seen that entry has seen everything there will ever be. */
    Mono<Boolean> isOver(UUID deployment, long seen) {
        return database.sql("""
                        SELECT due_at IS NULL AND NOT EXISTS (
                            SELECT 1 FROM deploy.journal j WHERE j.deployment_id = $1 AND j.entry_id > $2) AS over
                        FROM deploy.deployments WHERE deployment_id = $1
                        """)
                .bind(0, deployment)
                .bind(1, seen)
                .map(row -> required(row, "over", Boolean.class))
                .one();
    }

    /** How many deployments of a service are in a state that is not final, and how old the oldest is. */
    record Open(String service, String environment, String state, long count, double oldestSeconds) {}

    Flux<Open> open() {
        return database.sql("""
                        SELECT service, environment, state, count(*) AS number,
                            extract(epoch FROM now() - min(created_at))::float8 AS oldest
                        FROM deploy.deployments WHERE finished_at IS NULL AND due_at IS NOT NULL
                        GROUP BY service, environment, state
                        """)
                .map(row -> new Open(
                        required(row, "service", String.class),
                        required(row, "environment", String.class),
                        required(row, "state", String.class),
                        required(row, "number", Long.class),
                        required(row, "oldest", Double.class)))
                .all();
    }

    private static Written written(Readable row) {
        return new Written(
                required(row, "entry_id", Long.class),
                required(row, "at", OffsetDateTime.class).toInstant(),
                Json.read(required(row, "entry", String.class), JournalEntry.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
