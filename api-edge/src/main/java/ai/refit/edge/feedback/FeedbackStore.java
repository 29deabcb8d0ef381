package ai.refit.edge.feedback;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code feedback}. */
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
                        WITH task AS (SELECT task_id FROM edge.tasks WHERE task_id = $1 AND kind = 'recommendation'),
                             added AS (INSERT INTO edge.feedback (task_id, mentor_id, event)
                                       SELECT task_id, mentor_id, event
                                       FROM task, unnest($2::bigint[], $3::text[]) AS m (mentor_id, event)
                                       ON CONFLICT DO NOTHING)
                        SELECT EXISTS (SELECT 1 FROM task)
                        """)
                .bind(0, taskId)
                .bind(1, marks.stream().map(Mark::mentorId).toArray(Long[]::new))
                .bind(2, marks.stream().map(Mark::event).toArray(String[]::new))
                .mapValue(Boolean.class)
                .one();
    }
}
