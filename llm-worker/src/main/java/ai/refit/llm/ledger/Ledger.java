package ai.refit.llm.ledger;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** The tables {@code ledger} and {@code canceled}. Blocks; for callers on virtual threads. */
@Repository
public class Ledger {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ORDER = "task_id, kind, body, deadline, reply_partition, traceparent, fence";
    private static final String COMPLETED = "completed";

    private final DatabaseClient database;
    private final LedgerProperties properties;

    Ledger(DatabaseClient database, LedgerProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /**
     * Enters an order and claims it, unless the task is known.
     *
     * @return empty when it is: somebody works on it, or did
     */
    public Optional<Claim> enter(TaskOrder order) {
        var insert = database.sql("""
                        INSERT INTO llm.ledger (task_id, kind, body, deadline, reply_partition, traceparent, claimed_until)
                        VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond')
                        ON CONFLICT (task_id) DO NOTHING
                        """)
                .bind(0, order.taskId())
                .bind(1, order.kind().wire())
                .bind(2, new String(order.body(), StandardCharsets.UTF_8))
                .bind(3, order.deadline())
                .bind(6, properties.lease().toMillis());
        insert = order.replyPartition() == null
                ? insert.bindNull(4, Integer.class)
                : insert.bind(4, order.replyPartition());
        insert = order.traceparent() == null ? insert.bindNull(5, String.class) : insert.bind(5, order.traceparent());
        Long rows = insert.fetch().rowsUpdated().block(PATIENCE);
        return rows != null && rows == 1 ? Optional.of(new Claim(order, 1)) : Optional.empty();
    }

    /** Claims tasks whose workers died or that were put off until now, so many at most. */
    public List<Claim> claimDue(int limit) {
        return rows(database.sql("""
                        WITH due AS (SELECT task_id FROM llm.ledger WHERE outcome IS NULL AND claimed_until < now()
                                     ORDER BY claimed_until LIMIT $1 FOR UPDATE SKIP LOCKED)
                        UPDATE llm.ledger l SET fence = fence + 1, claimed_until = now() + $2 * interval '1 millisecond'
                        FROM due WHERE l.task_id = due.task_id
                        RETURNING l.""" + ORDER.replace(", ", ", l."))
                .bind(0, limit)
                .bind(1, properties.lease().toMillis()));
    }

    /** @return those of the claims that still hold, and now do so for another lease */
    public List<UUID> renew(Collection<Claim> claims) {
        List<UUID> renewed = database.sql("""
                        UPDATE llm.ledger l SET claimed_until = now() + $3 * interval '1 millisecond'
                        FROM unnest($1::uuid[], $2::int[]) AS c (task_id, fence)
                        WHERE l.task_id = c.task_id AND l.fence = c.fence AND l.outcome IS NULL
                        RETURNING l.task_id
                        """)
                .bind(0, claims.stream().map(claim -> claim.order().taskId()).toArray(UUID[]::new))
                .bind(1, claims.stream().map(Claim::fence).toArray(Integer[]::new))
                .bind(2, properties.lease().toMillis())
                .map(row -> required(row.get("task_id", UUID.class)))
                .all()
                .collectList()
                .block(PATIENCE);
        return required(renewed);
    }

    /** Lets go of a task until that time has passed; then anybody may claim it. */
    public boolean putOff(Claim claim, Duration pause) {
        return changed(database.sql("""
                        UPDATE llm.ledger SET claimed_until = now() + $3 * interval '1 millisecond'
                        WHERE task_id = $1 AND fence = $2 AND outcome IS NULL
                        """)
                .bind(0, claim.order().taskId())
                .bind(1, claim.fence())
                .bind(2, pause.toMillis()));
    }

    /**
     * Saves the end of a task, when the claim still holds.
     *
     * @param inputKey digest of all that decided the result, null when it is not known
     * @param shareable whether later tasks with that key may have this result
     */
    public boolean finish(Claim claim, TaskReport report, @Nullable String inputKey, boolean shareable) {
        String outcome;
        String body;
        switch (report) {
            case TaskReport.Completed completed -> {
                outcome = COMPLETED;
                body = new String(completed.result(), StandardCharsets.UTF_8);
            }
            case TaskReport.Failed failed -> {
                outcome = "failed";
                body = Json.text(new Failure(failed.code(), failed.detail()));
            }
            case TaskReport.Progressed _ -> throw new IllegalArgumentException("a progress report finishes nothing");
        }
        var update = database.sql("""
                        UPDATE llm.ledger SET outcome = $3, report = $4, shareable = $5, finished_at = now(), input_key = $6
                        WHERE task_id = $1 AND fence = $2 AND outcome IS NULL
                        """)
                .bind(0, claim.order().taskId())
                .bind(1, claim.fence())
                .bind(2, outcome)
                .bind(3, body)
                .bind(4, shareable && inputKey != null);
        return changed(inputKey == null ? update.bindNull(5, String.class) : update.bind(5, inputKey));
    }

    /** The final report of a task that ended, with its order. */
    public record Ending(TaskOrder order, TaskReport report) {}

    /** How a task ended; empty when it is open or not known. */
    public Optional<Ending> ending(UUID taskId) {
        return database.sql("SELECT " + ORDER + ", outcome, report FROM llm.ledger"
                        + " WHERE task_id = $1 AND outcome IS NOT NULL")
                .bind(0, taskId)
                .map(Ledger::endingOf)
                .one()
                .blockOptional(PATIENCE);
    }

    /** Final reports that the broker may not have, so many at most. */
    public List<Ending> unpublished(Duration olderThan, int limit) {
        return required(database.sql("SELECT " + ORDER + """
                        , outcome, report FROM llm.ledger WHERE outcome IS NOT NULL AND published_at IS NULL
                        AND finished_at < now() - $1 * interval '1 millisecond' ORDER BY finished_at LIMIT $2
                        """)
                .bind(0, olderThan.toMillis())
                .bind(1, limit)
                .map(Ledger::endingOf)
                .all()
                .collectList()
                .block(PATIENCE));
    }

    public void published(UUID taskId) {
        database.sql("UPDATE llm.ledger SET published_at = now() WHERE task_id = $1")
                .bind(0, taskId)
                .then()
                .block(PATIENCE);
    }

    /** The newest result for that key that may be given again; JSON. */
    public Optional<String> earlierResult(String inputKey) {
        return database.sql("""
                        SELECT report FROM llm.ledger WHERE input_key = $1 AND shareable AND outcome = 'completed'
                        AND finished_at > now() - $2 * interval '1 millisecond' ORDER BY finished_at DESC LIMIT 1
                        """)
                .bind(0, inputKey)
                .bind(1, properties.retention().toMillis())
                .map(row -> required(row.get("report", String.class)))
                .one()
                .blockOptional(PATIENCE);
    }

    /** Notes that nobody wants that task. */
    public void cancel(UUID taskId) {
        database.sql("INSERT INTO llm.canceled (task_id) VALUES ($1) ON CONFLICT DO NOTHING")
                .bind(0, taskId)
                .then()
                .block(PATIENCE);
    }

    public boolean isCanceled(UUID taskId) {
        return database.sql("SELECT 1 FROM llm.canceled WHERE task_id = $1")
                .bind(0, taskId)
                .map(_ -> true)
                .one()
                .blockOptional(PATIENCE)
                .isPresent();
    }

    /** Removes rows past their retention. */
    public long forget() {
        return required(database.sql("""
                        WITH old AS (DELETE FROM llm.canceled WHERE at < now() - $1 * interval '1 millisecond')
                        DELETE FROM llm.ledger WHERE created_at < now() - $1 * interval '1 millisecond'
                            AND (published_at IS NOT NULL OR deadline < now())
                        """)
                .bind(0, properties.retention().toMillis())
                .fetch()
                .rowsUpdated()
                .block(PATIENCE));
    }

    private record Failure(String code, String detail) {}

    private static Ending endingOf(Readable row) {
        TaskOrder order = order(row);
        String body = required(row.get("report", String.class));
        if (COMPLETED.equals(row.get("outcome", String.class))) {
            return new Ending(order, new TaskReport.Completed(order.taskId(), body.getBytes(StandardCharsets.UTF_8)));
        }
        Failure failure = Json.read(body, Failure.class);
        return new Ending(order, new TaskReport.Failed(order.taskId(), failure.code(), failure.detail()));
    }

    private static List<Claim> rows(DatabaseClient.GenericExecuteSpec query) {
        return required(query.map(row -> new Claim(order(row), required(row.get("fence", Integer.class))))
                .all()
                .collectList()
                .block(PATIENCE));
    }

    private static TaskOrder order(Readable row) {
        return new TaskOrder(
                required(row.get("task_id", UUID.class)),
                TaskKind.of(required(row.get("kind", String.class))),
                required(row.get("deadline", Instant.class)),
                row.get("reply_partition", Integer.class),
                row.get("traceparent", String.class),
                required(row.get("body", String.class)).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean changed(DatabaseClient.GenericExecuteSpec update) {
        Long rows = update.fetch().rowsUpdated().block(PATIENCE);
        return rows != null && rows == 1;
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a column that is never null is null");
        }
        return value;
    }
}
