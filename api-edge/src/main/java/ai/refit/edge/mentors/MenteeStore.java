package ai.refit.edge.mentors;

import ai.refit.contracts.json.Json;
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
                        """)
                .bind(0, userId)
                .bind(1, Json.text(profile))
                .then();
    }

    Mono<MenteeProfile> find(String userId) {
        return database.sql("SELECT profile FROM edge.mentees WHERE user_id = $1")
                .bind(0, userId)
                .mapValue(String.class)
                .one()
                .map(profile -> Json.read(profile, MenteeProfile.class));
    }

    /** What is known of a person, as mentee or else as mentor: both have skills, jobs and an introduction. */
    Mono<MenteeProfile> findPerson(String userId, boolean mayBeMentor) {
        if (!mayBeMentor) {
            return find(userId);
        }
        return database.sql("""
                        SELECT profile FROM (
                            SELECT profile, 1 AS rank FROM edge.mentees WHERE user_id = $1
                            UNION ALL
                            SELECT profile, 2 FROM edge.mentors WHERE user_id = $2 AND profile IS NOT NULL) person
                        ORDER BY rank LIMIT 1
                        """)
                .bind(0, userId)
                .bind(1, Long.valueOf(userId))
                .mapValue(String.class)
                .one()
                .map(profile -> Json.read(profile, MenteeProfile.class));
    }
}
