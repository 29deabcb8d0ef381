package ai.refit.edge.task;

import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.task.Task.TaskError;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code tasks}. Whatever makes a task final does so only once: the first final state stays. */
@Repository
public class TaskStore {

    private static final String COLUMNS =
            "task_id, kind, status, stage, percent, result, error_code, error_detail, created_at, finished_at, change";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final InputStore inputs;

    TaskStore(DatabaseClient database, TransactionalOperator transaction, InputStore inputs) {
        this.database = database;
        this.transaction = transaction;
        this.inputs = inputs;
    }

    /** Writes all or none, with what was handed in for them. */
    public Mono<Void> insert(List<NewTask> tasks) {
        Mono<Void> handedIn = Flux.fromIterable(tasks)
                .concatMap(task -> task.input() == null ? Mono.empty() : inputs.insert(task.id(), task.input()))
                .then();
        return tasks.stream().allMatch(task -> task.input() == null)
                ? insertRows(tasks)
                : transaction.transactional(insertRows(tasks).then(handedIn));
    }

    private Mono<Void> insertRows(List<NewTask> tasks) {
        return database.sql("""
                        INSERT INTO edge.tasks (task_id, kind, user_id, body, created_at, deadline, traceparent, resume_id,
                                                webhook_url, webhook_at)
                        SELECT task_id, kind, user_id, body, to_timestamp(created / 1000.0),
                               to_timestamp(deadline / 1000.0), traceparent, resume_id, webhook_url,
                               CASE WHEN webhook_url IS NULL THEN NULL ELSE now() END
                        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[],
                                    $8::text[], $9::text[])
                             AS t (task_id, kind, user_id, body, created, deadline, traceparent, resume_id, webhook_url)
                        """)
                .bind(0, tasks.stream().map(NewTask::id).toArray(UUID[]::new))
                .bind(1, tasks.stream().map(task -> task.kind().wire()).toArray(String[]::new))
                .bind(2, tasks.stream().map(NewTask::userId).toArray(String[]::new))
                .bind(3, tasks.stream().map(NewTask::body).toArray(String[]::new))
                .bind(
                        4,
                        tasks.stream()
                                .map(task -> task.queued().createdAt().toEpochMilli())
                                .toArray(Long[]::new))
                .bind(
                        5,
                        tasks.stream()
                                .map(task -> task.deadline().toEpochMilli())
                                .toArray(Long[]::new))
                .bind(6, tasks.stream().map(NewTask::traceparent).toArray(String[]::new))
                .bind(7, tasks.stream().map(NewTask::resumeId).toArray(String[]::new))
                .bind(8, tasks.stream().map(NewTask::webhookUrl).toArray(String[]::new))
                .then();
    }

    /**
     * Writes a task under an idempotency key, unless the key is known.
     *
     * @return the task of an earlier request with that key and what its body digested to; empty when this one was written
     */
    public Mono<Earlier> insert(NewTask task, String idempotencyKey, byte[] bodyDigest) {
        Mono<Earlier> attempt = database.sql("""
                        INSERT INTO edge.idempotency (idempotency_key, body_digest, task_id) VALUES ($1, $2, $3)
                        ON CONFLICT (idempotency_key) DO NOTHING
                        """)
                .bind(0, idempotencyKey)
                .bind(1, bodyDigest)
                .bind(2, task.id())
                .fetch()
                .rowsUpdated()
                .flatMap(rows ->
                        rows == 1 ? insert(List.of(task)).then(Mono.<Earlier>empty()) : earlier(idempotencyKey));
        return transaction.transactional(attempt);
    }

    private Mono<Earlier> earlier(String idempotencyKey) {
        return database.sql("SELECT task_id, body_digest FROM edge.idempotency WHERE idempotency_key = $1")
                .bind(0, idempotencyKey)
                .map(row -> new Earlier(uuid(row, "task_id"), required(row.get("body_digest", byte[].class))))
                .one();
    }

    /** What an idempotency key stands for. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Earlier(UUID taskId, byte[] bodyDigest) {}

    /**
     * Marks orders as acknowledged by the broker. A row that somebody else holds is left out, so that this never waits:
     * whoever holds it makes the task final, or marks it again.
     */
    public Mono<Void> markSent(Collection<UUID> taskIds) {
        return database.sql("""
                        WITH open AS (SELECT task_id FROM edge.tasks
                                      WHERE task_id = ANY($1) AND sent_at IS NULL AND finished_at IS NULL
                                      FOR UPDATE SKIP LOCKED)
                        UPDATE edge.tasks t SET sent_at = now() FROM open WHERE t.task_id = open.task_id
                        """).bind(0, taskIds.toArray(UUID[]::new)).then();
    }

    /**
     * Open tasks whose order may never have reached the broker, locked against other relays until the transaction ends;
     * with all that the order needs.
     *
     * @param limit the most tasks
     * @param bytes the most that their bodies may take together, but for the first
     */
    public Flux<NewTask> lockUnsent(Duration olderThan, int limit, long bytes) {
        return database.sql("""
                        WITH unsent AS (SELECT task_id, kind, user_id, body, deadline, traceparent FROM edge.tasks
                                        WHERE finished_at IS NULL AND sent_at IS NULL AND body IS NOT NULL
                                          AND created_at < now() - $1 * interval '1 millisecond'
                                        ORDER BY task_id LIMIT $2 FOR UPDATE SKIP LOCKED),
                             summed AS (SELECT *, sum(octet_length(body)) OVER (ORDER BY task_id) AS total,
                                               row_number() OVER (ORDER BY task_id) AS place FROM unsent)
                        SELECT * FROM summed WHERE total <= $3 OR place = 1 ORDER BY task_id
                        """)
                .bind(0, olderThan.toMillis())
                .bind(1, limit)
                .bind(2, bytes)
                .map(row -> new NewTask(
                        uuid(row, "task_id"),
                        TaskKind.of(text(row, "kind")),
                        row.get("user_id", String.class),
                        text(row, "body"),
                        required(row.get("deadline", Instant.class)),
                        row.get("traceparent", String.class),
                        null,
                        null,
                        null))
                .all();
    }

    /**
     * Makes tasks final by their workers' reports, unless they already are.
     *
     * @param endings at most one a task; rows are locked in their order
     * @return the tasks that became final by this call
     */
    public Flux<Task> finish(Map<UUID, Ending> endings) {
        int count = endings.size();
        var ids = new UUID[count];
        var statuses = new String[count];
        var results = new String[count];
        var codes = new String[count];
        var details = new String[count];

        int i = 0;
        for (Ending ending : endings.values()) {
            ids[i] = ending.report().taskId();

            switch (ending.report()) {
                case TaskReport.Completed completed -> {
                    statuses[i] = TaskStatus.SUCCEEDED.wire();
                    results[i] = new String(completed.result(), StandardCharsets.UTF_8);
                }
                case TaskReport.Failed failed -> {
                    statuses[i] = TaskStatus.FAILED.wire();
                    codes[i] = failed.code();
                    details[i] = failed.detail();
                }
                case TaskReport.Progressed _ ->
                    throw new IllegalArgumentException("a progress report finishes nothing");
            }
            i++;
        }
        // The results do not come back: they are here already, and they are the bulk of the row.
        return database.sql("""
                        UPDATE edge.tasks t SET status = r.status, result = r.result, error_code = r.code,
                               error_detail = r.detail, resume_text = r.resume_text, stage = NULL, body = NULL,
                               change = change + 1, percent = CASE WHEN r.status = 'succeeded' THEN 100 ELSE percent END, finished_at = now()
                        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                             AS r (task_id, status, result, code, detail, resume_text)
                        WHERE t.task_id = r.task_id AND t.finished_at IS NULL
                        RETURNING t.task_id, t.kind, t.percent, t.finished_at, t.change
                        """)
                .bind(0, ids)
                .bind(1, statuses)
                .bind(2, results)
                .bind(3, codes)
                .bind(4, details)
                .bind(5, endings.values().stream().map(Ending::resumeText).toArray(String[]::new))
                .map(row -> finished(
                        row, required(endings.get(uuid(row, "task_id"))).report()))
                .all();
    }

    private static Task finished(Readable row, TaskReport report) {
        boolean succeeded = report instanceof TaskReport.Completed;
        return new Task(
                report.taskId(),
                TaskKind.of(text(row, "kind")),
                succeeded ? TaskStatus.SUCCEEDED : TaskStatus.FAILED,
                null,
                required(row.get("percent", Integer.class)),
                report instanceof TaskReport.Completed completed
                        ? new String(completed.result(), StandardCharsets.UTF_8)
                        : null,
                report instanceof TaskReport.Failed failed ? new TaskError(failed.code(), failed.detail()) : null,
                TaskIds.createdAt(report.taskId()),
                required(row.get("finished_at", Instant.class)),
                required(row.get("change", Integer.class)));
    }

    /** Notes how far tasks are; final ones are left alone. Progress never goes back. */
    public Flux<Task> progress(List<TaskReport.Progressed> reports) {
        return database.sql("""
                        UPDATE edge.tasks t SET status = 'running', stage = r.stage, percent = r.percent, change = change + 1
                        FROM (SELECT DISTINCT ON (task_id) * FROM unnest($1::uuid[], $2::text[], $3::int[])
                              AS u (task_id, stage, percent) ORDER BY task_id, percent DESC) r
                        WHERE t.task_id = r.task_id AND t.finished_at IS NULL AND r.percent >= t.percent
                        RETURNING\s""" + prefixed())
                .bind(0, reports.stream().map(TaskReport::taskId).toArray(UUID[]::new))
                .bind(1, reports.stream().map(TaskReport.Progressed::stage).toArray(String[]::new))
                .bind(2, reports.stream().map(TaskReport.Progressed::percent).toArray(Integer[]::new))
                .map(TaskStore::task)
                .all();
    }

    /** @return the task when it was open and is canceled now, which its worker is yet to be told; empty otherwise */
    public Mono<Task> cancel(UUID taskId) {
        return database.sql("""
                        UPDATE edge.tasks t SET status = 'canceled', error_code = 'CANCELED',
                               error_detail = 'Canceled on request.', body = NULL, finished_at = now(), change = change + 1,
                               cancel_unsent = kind <> 'mentor_import'
                        WHERE task_id = $1 AND finished_at IS NULL
                        RETURNING\s""" + prefixed())
                .bind(0, taskId)
                .map(TaskStore::task)
                .one();
    }

    /** Expires open tasks whose deadline has passed. */
    public Flux<Task> expire() {
        return database.sql("""
                        WITH late AS (SELECT task_id FROM edge.tasks WHERE finished_at IS NULL AND deadline < now()
                                      FOR UPDATE SKIP LOCKED)
                        UPDATE edge.tasks t SET status = 'expired', error_code = 'DEADLINE_PASSED',
                               error_detail = 'No worker finished this before its deadline.', body = NULL,
                               finished_at = now(), change = change + 1
                        FROM late WHERE t.task_id = late.task_id
                        RETURNING\s""" + prefixed()).map(TaskStore::task).all();
    }

    public Mono<Task> find(UUID taskId) {
        return database.sql("SELECT " + COLUMNS + " FROM edge.tasks WHERE task_id = $1")
                .bind(0, taskId)
                .map(TaskStore::task)
                .one();
    }

    public Flux<Task> find(Collection<UUID> taskIds) {
        return database.sql("SELECT " + COLUMNS + " FROM edge.tasks WHERE task_id = ANY($1)")
                .bind(0, taskIds.toArray(UUID[]::new))
                .map(TaskStore::task)
                .all();
    }

    /** Newest first; without results, which a list has no use for. */
    public Flux<Task> list(@Nullable TaskStatus status, @Nullable TaskKind kind, @Nullable UUID before, int limit) {
        var sql = new StringBuilder("SELECT task_id, kind, status, stage, percent, NULL AS result, error_code,")
                .append(" error_detail, created_at, finished_at, change FROM edge.tasks WHERE true");
        if (status != null) {
            sql.append(" AND status = '").append(status.wire()).append('\'');
            sql.append(status.isFinal() ? " AND finished_at IS NOT NULL" : " AND finished_at IS NULL");
        }
        if (kind != null) {
            sql.append(" AND kind = '").append(kind.wire()).append('\'');
        }
        if (before != null) {
            sql.append(" AND task_id < $2");
        }
        GenericExecuteSpec query = database.sql(
                        sql.append(" ORDER BY task_id DESC LIMIT $1").toString())
                .bind(0, limit);
        return (before == null ? query : query.bind(1, before))
                .map(TaskStore::task)
                .all();
    }

    /** How many tasks are open, by kind, and since when the oldest waits. */
    public Flux<OpenWork> openWork() {
        return database.sql("""
                        SELECT kind, count(*) AS tasks, min(created_at) AS oldest FROM edge.tasks
                        WHERE finished_at IS NULL GROUP BY kind
                        """)
                .map(row -> new OpenWork(
                        TaskKind.of(text(row, "kind")),
                        required(row.get("tasks", Long.class)),
                        required(row.get("oldest", Instant.class))))
                .all();
    }

    public record OpenWork(TaskKind kind, long tasks, Instant oldest) {}

    /** Deletes final tasks older than that, and the idempotency keys twice as old; so many of either at most. */
    public Mono<Long> deleteOlderThan(Duration age, int limit) {
        // What became final before a moment was created before it, so ids bound what is read.
        return database.sql("""
                        WITH keys AS (DELETE FROM edge.idempotency WHERE idempotency_key IN (
                            SELECT idempotency_key FROM edge.idempotency
                            WHERE created_at < now() - 2 * $1 * interval '1 millisecond' ORDER BY created_at LIMIT $3))
                        DELETE FROM edge.tasks WHERE task_id IN (
                            SELECT task_id FROM edge.tasks
                            WHERE task_id < $2 AND finished_at < now() - $1 * interval '1 millisecond'
                            ORDER BY task_id LIMIT $3)
                        """)
                .bind(0, age.toMillis())
                .bind(1, TaskIds.earliest(Instant.now().minus(age)))
                .bind(2, limit)
                .fetch()
                .rowsUpdated();
    }

    static Task task(Readable row) {
        String code = row.get("error_code", String.class);
        return new Task(
                uuid(row, "task_id"),
                TaskKind.of(text(row, "kind")),
                TaskStatus.of(text(row, "status")),
                row.get("stage", String.class),
                required(row.get("percent", Integer.class)),
                row.get("result", String.class),
                code == null ? null : new TaskError(code, text(row, "error_detail")),
                required(row.get("created_at", Instant.class)),
                row.get("finished_at", Instant.class),
                required(row.get("change", Integer.class)));
    }

    private static String prefixed() {
        return "t." + COLUMNS.replace(", ", ", t.");
    }

    private static UUID uuid(Readable row, String column) {
        return required(row.get(column, UUID.class));
    }

    private static String text(Readable row, String column) {
        return required(row.get(column, String.class));
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a column that is never null is null");
        }
        return value;
    }
}
