package ai.refit.edge.results;

import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.intake.Intake;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Accepts a task and waits for its end as long as its caller wants. */
@Component
public class Submission {

    private final Intake intake;
    private final Watches watches;
    private final TaskLookup lookup;

    Submission(Intake intake, Watches watches, TaskLookup lookup) {
        this.intake = intake;
        this.watches = watches;
        this.lookup = lookup;
    }

    /** The task as it stands when it is final or the time is up. */
    public Mono<Task> submit(NewTask task, @Nullable IdempotencyKey key, Duration wait) {
        if (key != null) {
            return intake.accept(task, key).flatMap(id -> lookup.awaitFinal(id, wait));
        }
        if (wait.isZero()) {
            return intake.accept(task, null).thenReturn(task.queued());
        }
        return Mono.defer(() -> {
            // The watch stands before the order is out, so the hot path never reads the row.
            var end = watches.untilFinal(task.id(), wait).toFuture();
            return intake.accept(task, null)
                    .then(Mono.fromFuture(end))
                    .switchIfEmpty(Mono.defer(() -> lookup.find(task.id())).onErrorReturn(task.queued()))
                    .doFinally(_ -> end.cancel(true));
        });
    }
}
