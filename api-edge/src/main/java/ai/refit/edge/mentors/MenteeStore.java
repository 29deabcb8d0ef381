package ai.refit.edge.mentors;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code mentees}. */
@Repository
class MenteeStore {

    private final DatabaseClient database;

    MenteeStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> upsert(String userId, MenteeProfile profile) {
        return database.sql("""
                        INSERT INTO edge.mentees (user_id, profile) VALUES ($1, $2)
                        ON CONFLICT (user_id) DO UPDATE SET profile = excluded.profile, updated_at = now()
                        """).bind(0, userId).bind(1, Json.text(profile)).then();
    }

    Mono<Void> delete(String userId) {
        return database.sql("DELETE FROM edge.mentees WHERE user_id = $1")
                .bind(0, userId)
                .then();
    }

    Mono<MenteeProfile> find(String userId) {
        return database.sql("SELECT profile FROM edge.mentees WHERE user_id = $1")
                .bind(0, userId)
                .mapValue(String.class)
                .one()
                .map(profile -> Json.read(profile, MenteeProfile.class));
    }

    /** What is known of persons, as mentees or else as mentors: both have skills, jobs and an introduction. */
    Mono<Map<String, MenteeProfile>> findPeople(Collection<UserId> people) {
        String[] keys = people.stream().map(UserId::key).distinct().toArray(String[]::new);
        Long[] mentors = people.stream()
                .filter(UserId::mayBeMentor)
                .map(UserId::key)
                .distinct()
                .map(Long::valueOf)
                .toArray(Long[]::new);
        return database.sql("""
                        SELECT user_id::text AS user_id, profile FROM edge.mentors
                        WHERE user_id = ANY($2) AND profile IS NOT NULL
                        UNION ALL
                        SELECT user_id, profile FROM edge.mentees WHERE user_id = ANY($1)
                        """)
                .bind(0, keys)
                .bind(1, mentors)
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("user_id", String.class)),
                        Objects.requireNonNull(row.get("profile", String.class))))
                .all()
                // Mentees come last, and so they win.
                .collectMap(Map.Entry::getKey, entry -> Json.read(entry.getValue(), MenteeProfile.class));
    }
}
