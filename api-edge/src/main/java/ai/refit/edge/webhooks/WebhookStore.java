package ai.refit.edge.webhooks;

import ai.refit.edge.task.Task.TaskError;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who is yet to be told of which final task (columns of {@code tasks}), and every attempt ({@code webhook_deliveries}). */
@Repository
class WebhookStore {

    /** @param attempts made so far */
    record Due(
            UUID taskId,
            String kind,
            String status,
            @Nullable TaskError error,
            Instant finishedAt,
            String url,
            int attempts) {}

    /**
     * @param status what the receiver answered, null when nothing came
     * @param error why nothing came, null when something did
     */
    record Attempt(
            int attempt,
            Instant at,
            @Nullable Integer status,
            @Nullable String error) {}

    private final DatabaseClient database;

    WebhookStore(DatabaseClient database) {
        this.database = database;
    }

    /** Takes what is due; whoever takes it has so long to record what came of it, then it is due again. */
    Flux<Due> claim(int limit, Duration lease) {
        return database.sql("""
                        WITH due AS (SELECT task_id FROM edge.tasks WHERE webhook_at <= now() AND finished_at IS NOT NULL
                                     ORDER BY webhook_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                        UPDATE edge.tasks t SET webhook_at = now() + $2 * interval '1 millisecond'
                        FROM due WHERE t.task_id = due.task_id
                        RETURNING t.task_id, t.kind, t.status, t.error_code, t.error_detail, t.finished_at, t.webhook_url,
                                  (SELECT count(*) FROM edge.webhook_deliveries d WHERE d.task_id = t.task_id) AS attempts
                        """)
                .bind(0, limit)
                .bind(1, lease.toMillis())
                .map(WebhookStore::due)
                .all();
    }

    /** @param pause until the next attempt, null when there is none */
    Mono<Void> record(
            UUID taskId, int attempt, @Nullable Integer status, @Nullable String error, @Nullable Duration pause) {
        GenericExecuteSpec statement = database.sql("""
                        WITH told AS (UPDATE edge.tasks SET webhook_at = now() + $5 * interval '1 millisecond'
                                      WHERE task_id = $1 RETURNING task_id)
                        INSERT INTO edge.webhook_deliveries (task_id, attempt, status, error)
                        SELECT task_id, $2, $3, $4 FROM told ON CONFLICT (task_id, attempt) DO NOTHING
                        """).bind(0, taskId).bind(1, attempt);
        statement = status == null ? statement.bindNull(2, Integer.class) : statement.bind(2, status);
        statement = error == null ? statement.bindNull(3, String.class) : statement.bind(3, error);
        statement = pause == null ? statement.bindNull(4, Long.class) : statement.bind(4, pause.toMillis());
        return statement.then();
    }

    Flux<Attempt> attempts(UUID taskId) {
        return database.sql("""
                        SELECT attempt, at, status, error FROM edge.webhook_deliveries WHERE task_id = $1 ORDER BY attempt
                        """)
                .bind(0, taskId)
                .map(row -> new Attempt(
                        required(row.get("attempt", Integer.class)),
                        required(row.get("at", Instant.class)),
                        row.get("status", Integer.class),
                        row.get("error", String.class)))
                .all();
    }

    /** When the next attempt is due; empty when none is. */
    Mono<Instant> next(UUID taskId) {
        return database.sql("SELECT webhook_at FROM edge.tasks WHERE task_id = $1 AND webhook_at IS NOT NULL")
                .bind(0, taskId)
                .mapValue(Instant.class)
                .one();
    }

    private static Due due(Readable row) {
        String code = row.get("error_code", String.class);
        return new Due(
                required(row.get("task_id", UUID.class)),
                required(row.get("kind", String.class)),
                required(row.get("status", String.class)),
                code == null ? null : new TaskError(code, required(row.get("error_detail", String.class))),
                required(row.get("finished_at", Instant.class)),
                required(row.get("webhook_url", String.class)),
                required(row.get("attempts", Long.class)).intValue());
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
