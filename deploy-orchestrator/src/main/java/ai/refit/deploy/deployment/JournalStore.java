package ai.refit.deploy.deployment;

import ai.refit.contracts.json.Json;
import io.r2dbc.spi.Parameters;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code deploy.journal}: entries are added and read, never changed. */
@Repository
public class JournalStore {

    private final DatabaseClient database;

    JournalStore(DatabaseClient database) {
        this.database = database;
    }

    /** An entry as it was written. */
    public record Written(long id, Instant at, JournalEntry entry) {}

    /** @param deployment null: about no deployment, as a refused request */
    public Mono<Void> append(@Nullable UUID deployment, JournalEntry entry) {
        String json = Json.mapper().writerFor(JournalEntry.class).writeValueAsString(entry);
        return database.sql("""
                        INSERT INTO deploy.journal (deployment_id, type, entry) VALUES ($1, $2::jsonb ->> 'type', $2::jsonb)
                        """)
                .bind(0, deployment == null ? Parameters.in(UUID.class) : deployment)
                .bind(1, json)
                .then();
    }

    /** Entries of a deployment after that one, in their order. */
    public Flux<Written> after(UUID deployment, long entryId, int limit) {
        return database.sql("""
                        SELECT entry_id, at, entry::text AS entry FROM deploy.journal
                        WHERE deployment_id = $1 AND entry_id > $2 ORDER BY entry_id LIMIT $3
                        """)
                .bind(0, deployment)
                .bind(1, entryId)
                .bind(2, limit)
                .map(row -> new Written(
                        Rows.required(row, "entry_id", Long.class),
                        Rows.instant(row, "at"),
                        Json.read(Rows.required(row, "entry", String.class), JournalEntry.class)))
                .all();
    }
}
