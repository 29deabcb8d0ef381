package ai.refit.edge.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Canceled tasks in the table {@code tasks}: of which the workers know, and of which they may not. */
@Repository
class CancellationStore {

    private final DatabaseClient database;

    CancellationStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> markSent(Collection<UUID> taskIds) {
        return database.sql("UPDATE edge.tasks SET cancel_unsent = false WHERE task_id = ANY($1) AND cancel_unsent")
                .bind(0, taskIds.toArray(UUID[]::new))
                .then();
    }

    /** Locked against other instances until the transaction ends. */
    Flux<UUID> lockUnsent(Duration olderThan, int limit) {
        return database.sql("""
                        SELECT task_id FROM edge.tasks
                        WHERE cancel_unsent AND finished_at < now() - $1 * interval '1 millisecond'
                        ORDER BY task_id LIMIT $2 FOR UPDATE SKIP LOCKED
                        """)
                .bind(0, olderThan.toMillis())
                .bind(1, limit)
                .mapValue(UUID.class)
                .all();
    }
}
