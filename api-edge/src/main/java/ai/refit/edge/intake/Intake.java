package ai.refit.edge.intake;

import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.health.Outside;
import ai.refit.edge.http.Problem;
import ai.refit.edge.http.TraceContext;
import ai.refit.edge.task.GroupCommit;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.TaskStore;
import ai.refit.edge.task.TaskStore.Earlier;
import io.r2dbc.spi.R2dbcException;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Accepts tasks. When {@link #accept} completes, the task is durable and will reach exactly one final state, whatever
 * is killed: its order is published right after the commit, and the {@link Relay} publishes again what was not.
 */
@Component
public class Intake {

    private static final int LARGEST_COMMIT = 256;
    private static final int WRITERS = 2;
    /** A longer body, and a task with an input, is written by itself: it gains nothing by sharing a commit, and would hold up those it shares it with. */
    private static final int LONGEST_SHARED = 64 << 10;

    private final GroupCommit<NewTask> inserts;
    private final TaskStore tasks;
    private final Orders orders;
    private final Backlog backlog;
    private final Outside outside;

    Intake(TaskStore tasks, Orders orders, Backlog backlog, Outside outside) {
        this.tasks = tasks;
        this.orders = orders;
        this.backlog = backlog;
        this.outside = outside;
        this.inserts = new GroupCommit<>(
                LARGEST_COMMIT, WRITERS, batch -> tasks.insert(batch).doOnSuccess(_ -> batch.forEach(this::publish)));
    }

    /**
     * @param key of the request, null when it gave none
     * @return the id of the accepted task: the given one, or that of an earlier request with the same key
     */
    public Mono<UUID> accept(NewTask asked, @Nullable IdempotencyKey key) {
        return Mono.deferContextual(context -> {
                    NewTask task = asked.tracedBy(TraceContext.of(context));
                    outside.requireBoth();
                    backlog.admit(task.kind());
                    Mono<UUID> accepted = key == null ? insert(task).thenReturn(task.id()) : acceptOnce(task, key);
                    return accepted.doOnError(_ -> backlog.withdraw(task.kind()));
                })
                .doOnNext(_ -> outside.databaseAnswered())
                .onErrorMap(Intake::isDatabaseAway, failure -> {
                    outside.databaseFailed(failure);
                    return Outside.databaseAway();
                });
    }

    private Mono<Void> insert(NewTask task) {
        return task.input() != null || task.body().length() > LONGEST_SHARED
                ? tasks.insert(List.of(task)).doOnSuccess(_ -> publish(task))
                : inserts.add(task);
    }

    /** Throws 429 when the queue of that kind is full: for those who have much to do before they {@link #accept}. */
    public void requireRoom(TaskKind kind) {
        backlog.admit(kind);
        backlog.withdraw(kind);
    }

    private Mono<UUID> acceptOnce(NewTask task, IdempotencyKey key) {
        return tasks.insert(task, key.key(), key.bodyDigest())
                .map(earlier -> sameRequest(earlier, key))
                .doOnNext(_ -> backlog.withdraw(task.kind()))
                .switchIfEmpty(Mono.fromSupplier(() -> {
                    publish(task);
                    return task.id();
                }));
    }

    private static UUID sameRequest(Earlier earlier, IdempotencyKey key) {
        if (!MessageDigest.isEqual(earlier.bodyDigest(), key.bodyDigest())) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "IDEMPOTENCY_KEY_REUSED",
                            "This Idempotency-Key came before with another request.")
                    .exception();
        }
        return earlier.taskId();
    }

    private void publish(NewTask task) {
        if (task.kind().topic() != null) {
            orders.publish(task);
        }
    }

    private static boolean isDatabaseAway(Throwable failure) {
        return (failure instanceof DataAccessException && !(failure instanceof DataIntegrityViolationException))
                || failure instanceof R2dbcException;
    }
}
