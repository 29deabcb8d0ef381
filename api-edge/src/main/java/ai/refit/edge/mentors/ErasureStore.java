package ai.refit.edge.mentors;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code erasures}: who was erased, for as long as something from before may still arrive. */
@Repository
class ErasureStore {

    /**
     * @param since no older task can name the person any more
     * @param isBack the person is a mentor again
     * @param isLast nothing from before the erasure can arrive any more
     */
    record Due(long userId, UUID since, boolean isBack, boolean isLast) {}

    private final DatabaseClient database;

    ErasureStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Notes an erasure, when there is a mentor to erase or an import that may hold one.
     *
     * @param earliest the lowest id that a task may have which is under way and not yet to be seen
     */
    Mono<Void> note(long userId, UUID earliest) {
        // The clock, not the transaction's time: this may have waited for a chunk that was being imported.
        return database.sql("""
                        INSERT INTO edge.erasures AS e (user_id, since, erased_at, next_at)
                        SELECT $1, LEAST($2, (SELECT task_id FROM edge.tasks
                                              WHERE finished_at IS NULL AND kind = 'recommendation'
                                              ORDER BY task_id LIMIT 1)),
                               clock_timestamp(), clock_timestamp() + interval '2 seconds'
                        WHERE EXISTS (SELECT 1 FROM edge.mentors WHERE user_id = $1 AND profile IS NOT NULL)
                           OR EXISTS (SELECT 1 FROM edge.import_chunks)
                        ON CONFLICT (user_id) DO UPDATE SET since = LEAST(e.since, excluded.since),
                               erased_at = excluded.erased_at, next_at = excluded.next_at
                        """).bind(0, userId).bind(1, earliest).then();
    }

    /** Who was erased since that moment. Until the caller's transaction ends, nobody else is. */
    Mono<Set<Long>> holdSince(Instant moment) {
        return database.sql("LOCK TABLE edge.erasures IN SHARE MODE")
                .then()
                .then(database.sql("SELECT user_id FROM edge.erasures WHERE erased_at >= $1")
                        .bind(0, moment)
                        .mapValue(Long.class)
                        .all()
                        .collect(Collectors.toSet()));
    }

    /**
     * One whose late results are due, locked against other instances until the transaction ends.
     *
     * @param reportsLive how long a report may wait to be read
     */
    Mono<Due> lockDue(Duration reportsLive) {
        return database.sql("""
                        SELECT e.user_id, e.since,
                               EXISTS (SELECT 1 FROM edge.mentors m
                                       WHERE m.user_id = e.user_id AND m.profile IS NOT NULL) AS is_back,
                               e.erased_at < now() - $1 * interval '1 millisecond'
                                 AND NOT EXISTS (SELECT 1 FROM edge.tasks t
                                                 WHERE t.finished_at IS NULL AND t.created_at <= e.erased_at)
                                 AND NOT EXISTS (SELECT 1 FROM edge.import_chunks c
                                                 WHERE c.created_at <= e.erased_at) AS is_last
                        FROM edge.erasures e WHERE e.next_at <= now()
                        ORDER BY e.next_at LIMIT 1 FOR UPDATE OF e SKIP LOCKED
                        """)
                .bind(0, reportsLive.toMillis())
                .map(ErasureStore::due)
                .one();
    }

    Mono<Void> delete(long userId) {
        return database.sql("DELETE FROM edge.erasures WHERE user_id = $1")
                .bind(0, userId)
                .then();
    }

    /** The longer ago, the less is to be expected. */
    Mono<Void> putOff(long userId) {
        return database.sql("""
                        UPDATE edge.erasures
                        SET next_at = now() + GREATEST(interval '2 seconds', (now() - erased_at) / 2)
                        WHERE user_id = $1
                        """).bind(0, userId).then();
    }

    private static Due due(Readable row) {
        return new Due(
                required(row.get("user_id", Long.class)),
                required(row.get("since", UUID.class)),
                required(row.get("is_back", Boolean.class)),
                required(row.get("is_last", Boolean.class)));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
