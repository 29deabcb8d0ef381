package ai.refit.edge.feedback;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * The tables {@code feedback} and {@code shown_mentors}. The first feedback of a recommendation copies what it showed, so
 * that more can come, and be understood, after the task was deleted.
 */
@Repository
class FeedbackStore {

    /** @param event {@code shown}, {@code clicked}, {@code requested} or {@code accepted} */
    record Mark(long mentorId, String event) {}

    private final DatabaseClient database;

    FeedbackStore(DatabaseClient database) {
        this.database = database;
    }

    /** @return false when there is no such recommendation */
    Mono<Boolean> add(UUID taskId, List<Mark> marks) {
        return database.sql("""
                        WITH copied AS (SELECT EXISTS (SELECT 1 FROM edge.shown_mentors WHERE task_id = $1) AS already),
                             task AS (SELECT task_id, user_id, result FROM edge.tasks
                                      WHERE task_id = $1 AND kind = 'recommendation'),
                             known AS (SELECT (SELECT already FROM copied) OR EXISTS (SELECT 1 FROM task) AS it),
                             shown AS (INSERT INTO edge.shown_mentors
                                           (task_id, user_id, mentor_id, position, score, filter_type)
                                       SELECT task_id, user_id, (r ->> 'user_id')::bigint, place,
                                              (r ->> 'similarity_score')::float8, r ->> 'filter_type'
                                       FROM task, jsonb_array_elements(result::jsonb -> 'recommendations')
                                           WITH ORDINALITY AS e (r, place)
                                       WHERE NOT (SELECT already FROM copied)
                                       ON CONFLICT DO NOTHING),
                             added AS (INSERT INTO edge.feedback (task_id, mentor_id, event)
                                       SELECT $1, mentor_id, event
                                       FROM known, unnest($2::bigint[], $3::text[]) AS m (mentor_id, event)
                                       WHERE known.it ON CONFLICT DO NOTHING)
                        SELECT it FROM known
                        """)
                .bind(0, taskId)
                .bind(1, marks.stream().map(Mark::mentorId).toArray(Long[]::new))
                .bind(2, marks.stream().map(Mark::event).toArray(String[]::new))
                .mapValue(Boolean.class)
                .one();
    }

    /** Deletes what is older than that, and what was said later of the same recommendations. @return rows deleted */
    Mono<Long> deleteOlderThan(Duration age) {
        return database.sql("""
                        WITH shown AS (DELETE FROM edge.shown_mentors
                                       WHERE at < now() - $1 * interval '1 millisecond' RETURNING task_id),
                             marks AS (DELETE FROM edge.feedback WHERE task_id IN (
                                           SELECT task_id FROM shown UNION SELECT task_id FROM edge.feedback
                                           WHERE at < now() - $1 * interval '1 millisecond') RETURNING 1)
                        SELECT (SELECT count(*) FROM shown) + (SELECT count(*) FROM marks) AS deleted
                        """).bind(0, age.toMillis()).mapValue(Long.class).one();
    }
}
