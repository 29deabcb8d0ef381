package ai.refit.edge.mentors;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorProfile;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code mentors}: profiles, and tombstones until they are published. */
@Repository
class MentorStore {

    private final DatabaseClient database;

    MentorStore(DatabaseClient database) {
        this.database = database;
    }

    /** A profile to write, and whether the product backend is where it comes from. */
    record Entry(MentorProfile profile, boolean fromBackend) {}

    /**
     * Writes all or none; a profile that is there already to the letter is left alone.
     *
     * @param entries of different mentors, in the order of their ids, so that writers cannot lock each other out
     * @return the changes with the versions they got
     */
    Flux<MentorChange> upsert(List<Entry> entries) {
        return database.sql("""
                        INSERT INTO edge.mentors AS m (user_id, profile, from_backend, version)
                        SELECT user_id, profile, from_backend, nextval('edge.profile_version')
                        FROM unnest($1::bigint[], $2::text[], $3::boolean[]) AS u (user_id, profile, from_backend)
                        ON CONFLICT (user_id) DO UPDATE SET profile = excluded.profile, sent = false,
                               from_backend = excluded.from_backend,
                               version = nextval('edge.profile_version'), changed_at = now()
                        WHERE (m.profile, m.from_backend) IS DISTINCT FROM (excluded.profile, excluded.from_backend)
                        RETURNING user_id, profile, version
                        """)
                .bind(0, entries.stream().map(entry -> entry.profile().userId()).toArray(Long[]::new))
                .bind(
                        1,
                        entries.stream()
                                .map(entry -> Json.text(entry.profile()))
                                .toArray(String[]::new))
                .bind(2, entries.stream().map(Entry::fromBackend).toArray(Boolean[]::new))
                .map(MentorStore::change)
                .all();
    }

    /**
     * Leaves a tombstone in place of the profile; empty when there is no such mentor.
     *
     * @param upTo versions past this one are left alone
     */
    Mono<MentorChange> erase(long userId, long upTo) {
        return database.sql("""
                        UPDATE edge.mentors SET profile = NULL, sent = false, changed_at = now(),
                               version = nextval('edge.profile_version')
                        WHERE user_id = $1 AND profile IS NOT NULL AND version <= $2
                        RETURNING user_id, profile, version
                        """)
                .bind(0, userId)
                .bind(1, upTo)
                .map(MentorStore::change)
                .one();
    }

    Mono<Long> latestVersion() {
        return database.sql("SELECT last_value FROM edge.profile_version")
                .mapValue(Long.class)
                .one();
    }

    /** Mentors that came from the product backend, are not among these, and have not changed since that version. */
    Flux<Long> missing(Collection<Long> present, long since) {
        return database.sql("""
                        SELECT user_id FROM edge.mentors
                        WHERE from_backend AND profile IS NOT NULL AND version <= $2 AND user_id <> ALL($1)
                        """)
                .bind(0, present.toArray(Long[]::new))
                .bind(1, since)
                .mapValue(Long.class)
                .all();
    }

    Mono<MentorChange.Upserted> find(long userId) {
        return database.sql(
                        "SELECT user_id, profile, version FROM edge.mentors WHERE user_id = $1 AND profile IS NOT NULL")
                .bind(0, userId)
                .map(MentorStore::change)
                .one()
                .cast(MentorChange.Upserted.class);
    }

    /** Marks changes as acknowledged by the broker, unless a newer one came; published tombstones are deleted. */
    Mono<Void> markSent(Collection<MentorChange> changes) {
        Long[] ids = changes.stream().map(MentorChange::userId).toArray(Long[]::new);
        Long[] versions = changes.stream().map(MentorChange::version).toArray(Long[]::new);
        return database.sql("""
                        WITH acknowledged AS (SELECT m.user_id, m.version
                                 FROM edge.mentors m JOIN unnest($1::bigint[], $2::bigint[]) AS u (user_id, version)
                                 ON m.user_id = u.user_id AND m.version = u.version
                                 FOR UPDATE OF m SKIP LOCKED),
                             gone AS (DELETE FROM edge.mentors m USING acknowledged a
                                      WHERE m.user_id = a.user_id AND m.version = a.version AND m.profile IS NULL)
                        UPDATE edge.mentors m SET sent = true FROM acknowledged a
                        WHERE m.user_id = a.user_id AND m.version = a.version AND m.profile IS NOT NULL
                        """).bind(0, ids).bind(1, versions).then();
    }

    /** Changes that may never have reached the broker, locked against other relays until the transaction ends. */
    Flux<MentorChange> lockUnsent(Duration olderThan, int limit) {
        return database.sql("""
                        SELECT user_id, profile, version FROM edge.mentors
                        WHERE NOT sent AND changed_at < now() - $1 * interval '1 millisecond'
                        ORDER BY version LIMIT $2 FOR UPDATE SKIP LOCKED
                        """)
                .bind(0, olderThan.toMillis())
                .bind(1, limit)
                .map(MentorStore::change)
                .all();
    }

    private static MentorChange change(Readable row) {
        long userId = Objects.requireNonNull(row.get("user_id", Long.class));
        long version = Objects.requireNonNull(row.get("version", Long.class));
        String profile = row.get("profile", String.class);
        return profile == null
                ? new MentorChange.Erased(userId, version)
                : new MentorChange.Upserted(Json.read(profile, MentorProfile.class), version);
    }
}
