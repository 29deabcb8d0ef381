package ai.refit.edge.mentors;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Deletes whatever the edge keeps of a person but the mentor's profile. Rare, so it may read every task: the hot path
 * pays for no index that only erasure would use.
 */
@Repository
class TraceStore {

    private final DatabaseClient database;

    TraceStore(DatabaseClient database) {
        this.database = database;
    }

    /** The person's own requests with all that hangs on them, and their profile as a mentee. @return rows deleted */
    Mono<Long> deleteOwn(String userId) {
        return database.sql("""
                        WITH own AS (DELETE FROM edge.tasks WHERE user_id = $1 RETURNING task_id),
                             keys AS (DELETE FROM edge.idempotency WHERE task_id IN (SELECT task_id FROM own)),
                             shown AS (DELETE FROM edge.shown_mentors WHERE user_id = $1 RETURNING task_id),
                             marks AS (DELETE FROM edge.feedback WHERE task_id IN
                                 (SELECT task_id FROM own UNION SELECT task_id FROM shown)),
                             mentee AS (DELETE FROM edge.mentees WHERE user_id = $1 RETURNING 1)
                        SELECT (SELECT count(*) FROM own) + (SELECT count(*) FROM shown) + (SELECT count(*) FROM mentee)
                            AS deleted
                        """).bind(0, userId).mapValue(Long.class).one();
    }

    /**
     * Takes a mentor out of the results that other people got, and out of the feedback.
     *
     * @param since older tasks are not looked at
     */
    Mono<Void> deleteMentions(long mentorId, UUID since) {
        // Each row is computed from itself alone: a row that another erasure changed meanwhile is computed again.
        Mono<Void> results = database.sql("""
                        UPDATE edge.tasks t SET change = change + 1, result = (
                            SELECT jsonb_set(jsonb_set(t.result::jsonb, '{recommendations}', kept.list),
                                '{total_count}', to_jsonb(jsonb_array_length(kept.list)))::text
                            FROM (SELECT coalesce(jsonb_agg(r ORDER BY place), '[]') AS list
                                  FROM jsonb_array_elements(t.result::jsonb -> 'recommendations')
                                       WITH ORDINALITY AS e (r, place)
                                  WHERE (r ->> 'user_id')::bigint <> $1) kept)
                        WHERE t.task_id >= $2 AND t.kind = 'recommendation' AND t.status = 'succeeded'
                          AND position($1::text IN t.result) > 0 AND t.result::jsonb -> 'recommendations'
                              @> jsonb_build_array(jsonb_build_object('user_id', $1))
                        """).bind(0, mentorId).bind(1, since).then();
        Mono<Void> feedback = database.sql("""
                        WITH shown AS (DELETE FROM edge.shown_mentors WHERE mentor_id = $1)
                        DELETE FROM edge.feedback WHERE mentor_id = $1
                        """).bind(0, mentorId).then();
        return results.then(feedback);
    }
}
