package ai.refit.edge.results;

import ai.refit.contracts.task.TaskIds;
import ai.refit.edge.http.Problem;
import ai.refit.edge.http.ProblemException;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds a task by its id, or says why there is none: never was (404), or deleted after its retention (410). */
@Component
public class TaskLookup {

    private static final Instant BEFORE_US = Instant.parse("2026-01-01T00:00:00Z");

    private final TaskStore tasks;
    private final Watches watches;
    private final Duration retention;

    TaskLookup(TaskStore tasks, Watches watches, ResultsProperties properties) {
        this.tasks = tasks;
        this.watches = watches;
        this.retention = properties.retention();
    }

    public Mono<Task> find(UUID taskId) {
        return tasks.find(taskId).switchIfEmpty(Mono.error(() -> missing(taskId)));
    }

    /** The task when it is final or the time is up, as it stands then. */
    public Mono<Task> awaitFinal(UUID taskId, Duration wait) {
        return await(
                taskId,
                wait,
                watches.untilFinal(taskId, wait),
                task -> task.status().isFinal());
    }

    /** The task when it differs from {@code change} or the time is up, as it stands then. */
    Mono<Task> awaitChange(UUID taskId, int change, Duration wait) {
        return await(
                taskId,
                wait,
                watches.next(taskId, change).timeout(wait, Mono.empty()),
                task -> task.change() > change || task.status().isFinal());
    }

    private Mono<Task> await(UUID taskId, Duration wait, Mono<Task> event, Predicate<Task> done) {
        if (wait.isZero()) {
            return find(taskId);
        }
        return Mono.defer(() -> {
            // Watch first, look second: nothing can happen unseen in between.
            var watch = event.toFuture();
            return find(taskId)
                    .flatMap(task -> done.test(task)
                            ? Mono.just(task)
                            : Mono.fromFuture(watch).switchIfEmpty(Mono.defer(() -> find(taskId))))
                    .doFinally(_ -> watch.cancel(true));
        });
    }

    public static UUID parse(String taskId) {
        try {
            UUID id = UUID.fromString(taskId);
            if (id.toString().equalsIgnoreCase(taskId)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // answered below, as any text that is no id
        }
        throw Problem.of(HttpStatus.NOT_FOUND, "TASK_NOT_FOUND", "There is no task of that id: ids are UUIDs.")
                .exception();
    }

    /** A version 7 id tells when it was given: an old one without a row was deleted. */
    private ProblemException missing(UUID taskId) {
        Instant created = TaskIds.createdAt(taskId);
        boolean deleted = TaskIds.isOurs(taskId)
                && created.isBefore(Instant.now().minus(retention))
                && created.isAfter(BEFORE_US);
        return deleted
                ? Problem.of(HttpStatus.GONE, "TASK_GONE", "The task was deleted after its retention.")
                        .exception()
                : Problem.of(HttpStatus.NOT_FOUND, "TASK_NOT_FOUND", "There is no task " + taskId + ".")
                        .exception();
    }
}
