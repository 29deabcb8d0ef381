package ai.refit.edge.results;

import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who waits for which task. A change that this instance writes wakes them at once; one that another instance wrote is
 * found by asking the database four times a second, for all watched tasks together.
 */
@Component
public class Watches {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TaskStore tasks;
    private final Map<UUID, List<Consumer<Task>>> watchers = new ConcurrentHashMap<>();

    Watches(TaskStore tasks) {
        this.tasks = tasks;
    }

    /** Completes with the task's first change after {@code change}; never by itself otherwise. */
    Mono<Task> next(UUID taskId, int change) {
        return changes(taskId).filter(task -> task.change() > change).next();
    }

    /** The task when it becomes final; empty when the time is up before. Watch before the work can end. */
    public Mono<Task> untilFinal(UUID taskId, Duration wait) {
        return changes(taskId).filter(task -> task.status().isFinal()).next().timeout(wait, Mono.empty());
    }

    /** Every change that becomes known from the subscription on; what was before must be asked for after subscribing. */
    Flux<Task> changes(UUID taskId) {
        return Flux.create(sink -> {
            Consumer<Task> watcher = sink::next;
            watchers.compute(taskId, (_, others) -> {
                List<Consumer<Task>> all = others == null ? new CopyOnWriteArrayList<>() : others;
                all.add(watcher);
                return all;
            });
            sink.onDispose(() -> watchers.computeIfPresent(taskId, (_, others) -> {
                others.remove(watcher);
                return others.isEmpty() ? null : others;
            }));
        });
    }

    /** Wakes who waits for this task. */
    public void changed(Task task) {
        List<Consumer<Task>> waiting = watchers.get(task.id());
        if (waiting != null) {
            waiting.forEach(watcher -> watcher.accept(task));
        }
    }

    @Scheduled(fixedDelay = 250)
    void askForOthers() {
        Set<UUID> watched = Set.copyOf(watchers.keySet());
        if (!watched.isEmpty()) {
            tasks.find(watched)
                    .filter(task -> task.change() > 0)
                    .collectList()
                    .onErrorComplete()
                    .blockOptional(PATIENCE)
                    .ifPresent(found -> found.forEach(this::changed));
        }
    }
}
