package ai.refit.llm.budget;

import ai.refit.contracts.model.Usage;
import ai.refit.contracts.task.TaskIds;
import ai.refit.llm.budget.Reservation.Granted;
import ai.refit.llm.budget.Reservation.Refused;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The tables {@code calls}, {@code spending} and {@code answers}. Blocks; for callers on virtual threads. */
@Repository
public class CallStore {

    /** For about twenty seconds: what a call cost, and its answer, is worth waiting for a database that starts again. */
    private static final Retry THROUGH_OUTAGES = Retry.backoff(12, Duration.ofMillis(100))
            .maxBackoff(Duration.ofSeconds(2))
            .jitter(0);

    private static final String COMPLETE = """
            WITH open AS (
                SELECT call_id, cost_usd FROM llm.calls WHERE call_id = $1 AND outcome IS NULL FOR UPDATE),
            done AS (
                UPDATE llm.calls c SET outcome = $2, input_tokens = $3, cached_tokens = $4, output_tokens = $5,
                       cost_usd = coalesce($6, c.cost_usd), duration_ms = $7
                FROM open WHERE c.call_id = open.call_id
                RETURNING c.task_id, c.day, open.cost_usd - c.cost_usd AS unspent),
            freed AS (
                UPDATE llm.spending s SET cost_usd = s.cost_usd - done.unspent FROM done WHERE s.day = done.day
                RETURNING s.day)
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    public CallStore(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * Counts a call before it is made, unless it could break a limit. All instances that share the database share the
     * limits: the day's row is locked meanwhile. What earlier attempts left open counts as called again from now on.
     *
     * @param most what it can cost
     */
    public Reservation reserve(Work work, String model, String prompt, BigDecimal most, Limits limits) {
        return Objects.requireNonNull(lockDay()
                .flatMap(today -> spentOn(work.taskId()).flatMap(task -> {
                    if (task.add(most).compareTo(limits.perTask()) > 0) {
                        return Mono.just(new Refused("task", task, limits.perTask()));
                    }
                    if (today.spent().add(most).compareTo(limits.perDay()) > 0) {
                        return Mono.just(new Refused("day", today.spent(), limits.perDay()));
                    }
                    return write(work, model, prompt, most, today.day());
                }))
                .as(transaction::transactional)
                .block());
    }

    /** Says how a call ended; what it did not cost of what was reserved is free again. */
    public void complete(UUID callId, CallEnd end) {
        bindEnd(database.sql(COMPLETE + "SELECT 1 FROM freed"), callId, end)
                .then()
                .retryWhen(THROUGH_OUTAGES)
                .block();
    }

    /** Says that a call was answered, and keeps the answer, in one statement: what was paid for is never lost. */
    public void complete(UUID callId, CallEnd end, Question question, KeptAnswer answer) {
        bindEnd(database.sql(COMPLETE + """
                        INSERT INTO llm.answers (caller, model, prompt, input, task_id, made_by, answer)
                        SELECT $8, $9, $10, decode($11, 'hex'), task_id, $12, $13 FROM done
                        ON CONFLICT (caller, model, prompt, input) DO UPDATE
                        SET task_id = excluded.task_id, made_by = excluded.made_by, answer = excluded.answer,
                            created_at = now()
                        """), callId, end)
                .bind(7, question.caller())
                .bind(8, answer.model())
                .bind(9, question.prompt())
                .bind(10, question.digest())
                .bind(11, answer.madeBy())
                .bind(12, answer.json())
                .then()
                .retryWhen(THROUGH_OUTAGES)
                .block();
    }

    /** The answer of the first of these models that has one. */
    public Optional<KeptAnswer> find(Question question, List<String> models) {
        return find(question, models, "");
    }

    /** The answer of the first of these models that has one, paid for by this very task. */
    public Optional<KeptAnswer> findOwn(Question question, List<String> models, UUID taskId) {
        return find(question, models, taskId.toString());
    }

    private Optional<KeptAnswer> find(Question question, List<String> models, String taskId) {
        return database.sql("""
                        SELECT model, made_by, answer FROM llm.answers
                        WHERE caller = $1 AND prompt = $2 AND input = decode($3, 'hex') AND model = ANY($4)
                          AND ($5 = '' OR task_id::text = $5)
                        ORDER BY array_position($4, model) LIMIT 1
                        """)
                .bind(0, question.caller())
                .bind(1, question.prompt())
                .bind(2, question.digest())
                .bind(3, models.toArray(String[]::new))
                .bind(4, taskId)
                .map(row -> new KeptAnswer(text(row, "model"), text(row, "made_by"), text(row, "answer")))
                .one()
                .blockOptional();
    }

    /** What all calls for that piece of work took, those of earlier attempts included. */
    public Usage usage(Work work) {
        return Objects.requireNonNull(database.sql("""
                        SELECT count(*)::int AS calls, coalesce(sum(input_tokens), 0)::bigint AS input,
                               coalesce(sum(cached_tokens), 0)::bigint AS cached,
                               coalesce(sum(output_tokens), 0)::bigint AS output,
                               coalesce(sum(cost_usd), 0)::float8 AS cost,
                               (count(*) FILTER (WHERE repeated))::int AS repeated
                        FROM llm.calls WHERE task_id = $1 AND operation = $2
                        """)
                .bind(0, work.taskId())
                .bind(1, work.operation())
                .map(row -> new Usage(
                        value(row, "calls", Integer.class),
                        value(row, "input", Long.class),
                        value(row, "cached", Long.class),
                        value(row, "output", Long.class),
                        value(row, "cost", Double.class),
                        value(row, "repeated", Integer.class)))
                .one()
                .block());
    }

    /** Deletes answers and accounts of calls that are older than that. */
    public void deleteOlderThan(Duration answers, Duration calls) {
        delete("DELETE FROM llm.answers WHERE created_at < now() - $1 * interval '1 millisecond'", answers)
                .then(delete("DELETE FROM llm.calls WHERE started_at < now() - $1 * interval '1 millisecond'", calls))
                .then(delete(
                        "DELETE FROM llm.spending WHERE day < (now() - $1 * interval '1 millisecond')::date - 1",
                        calls))
                .block();
    }

    private Mono<Long> delete(String sql, Duration age) {
        return database.sql(sql).bind(0, age.toMillis()).fetch().rowsUpdated();
    }

    private Mono<Today> lockDay() {
        return database.sql("""
                        INSERT INTO llm.spending AS s (day, cost_usd) VALUES ((now() AT TIME ZONE 'Asia/Seoul')::date, 0)
                        ON CONFLICT (day) DO UPDATE SET cost_usd = s.cost_usd
                        RETURNING day, cost_usd
                        """)
                .map(row -> new Today(value(row, "day", LocalDate.class), value(row, "cost_usd", BigDecimal.class)))
                .one();
    }

    private Mono<BigDecimal> spentOn(UUID taskId) {
        return database.sql("SELECT coalesce(sum(cost_usd), 0) FROM llm.calls WHERE task_id = $1")
                .bind(0, taskId)
                .mapValue(BigDecimal.class)
                .one();
    }

    private Mono<Granted> write(Work work, String model, String prompt, BigDecimal most, LocalDate day) {
        UUID callId = TaskIds.next();
        return database.sql("""
                        WITH charged AS (UPDATE llm.spending SET cost_usd = cost_usd + $1 WHERE day = $2),
                        again AS (
                            UPDATE llm.calls SET repeated = true WHERE call_id IN (
                                -- One that is being completed at this moment is not lost.
                                SELECT call_id FROM llm.calls
                                WHERE task_id = $4 AND operation = $5 AND attempt < $6 AND outcome IS NULL
                                FOR UPDATE SKIP LOCKED))
                        INSERT INTO llm.calls (call_id, task_id, operation, attempt, model, prompt, day, cost_usd)
                        VALUES ($3, $4, $5, $6, $7, $8, $2, $1)
                        """)
                .bind(0, most)
                .bind(1, day)
                .bind(2, callId)
                .bind(3, work.taskId())
                .bind(4, work.operation())
                .bind(5, work.attempt())
                .bind(6, model)
                .bind(7, prompt)
                .fetch()
                .rowsUpdated()
                .thenReturn(new Granted(callId));
    }

    private static GenericExecuteSpec bindEnd(GenericExecuteSpec statement, UUID callId, CallEnd end) {
        Tokens tokens = end.tokens();
        var bound = statement
                .bind(0, callId)
                .bind(1, end.outcome())
                .bind(2, tokens.input())
                .bind(3, tokens.cached())
                .bind(4, tokens.output())
                .bind(6, end.duration().toMillis());
        return end.costUsd() == null ? bound.bindNull(5, BigDecimal.class) : bound.bind(5, end.costUsd());
    }

    private static String text(Readable row, String column) {
        return value(row, column, String.class);
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }

    private record Today(LocalDate day, BigDecimal spent) {}
}
