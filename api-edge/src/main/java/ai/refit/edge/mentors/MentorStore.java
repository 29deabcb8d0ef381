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

    /**
     * Writes all or none.
     *
     * @param profiles of different mentors, in the order of their ids, so that writers cannot lock each other out
     * @return the changes with the versions they got
     */
    Flux<MentorChange> upsert(List<MentorProfile> profiles) {
        return database.sql("""
                        INSERT INTO edge.mentors (user_id, profile, version)
                        SELECT user_id, profile, nextval('edge.profile_version')
                        FROM unnest($1::bigint[], $2::text[]) AS u (user_id, profile)
                        ON CONFLICT (user_id) DO UPDATE SET profile = excluded.profile, sent = false,
                               version = nextval('edge.profile_version'), changed_at = now()
                        RETURNING user_id, profile, version
                        """)
                .bind(0, profiles.stream().map(MentorProfile::userId).toArray(Long[]::new))
                .bind(1, profiles.stream().map(Json::text).toArray(String[]::new))
                .map(MentorStore::change)
                .all();
    }

    /** Leaves a tombstone in place of the profile; empty when there is no such mentor. */
    Mono<MentorChange> erase(long userId) {
        return database.sql("""
                        UPDATE edge.mentors SET profile = NULL, sent = false, changed_at = now(),
                               version = nextval('edge.profile_version')
                        WHERE user_id = $1 AND profile IS NOT NULL
                        RETURNING user_id, profile, version
                        """)
                .bind(0, userId)
                .map(MentorStore::change)
                .one();
    }

    Mono<MentorChange.Upserted> find(long userId) {
        return database.sql("SELECT user_id, profile, version FROM edge.mentors WHERE user_id = $1 AND profile IS NOT NULL")
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
                        WITH acknowledged AS (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS u (user_id, version)),
                             gone AS (DELETE FROM edge.mentors m USING acknowledged a
                                      WHERE m.user_id = a.user_id AND m.version = a.version AND m.profile IS NULL)
                        UPDATE edge.mentors m SET sent = true FROM acknowledged a
                        WHERE m.user_id = a.user_id AND m.version = a.version AND m.profile IS NOT NULL
                        """)
                .bind(0, ids)
                .bind(1, versions)
                .then();
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

    Mono<Long> count() {
        return database.sql("SELECT count(*) AS mentors FROM edge.mentors WHERE profile IS NOT NULL")
                .mapValue(Long.class)
                .one();
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
