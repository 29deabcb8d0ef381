package ai.refit.edge.results;

import ai.refit.edge.intake.Backlog;
import ai.refit.edge.intake.Orders;
import ai.refit.edge.task.Task;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What follows from a task's final state, whoever brought it about: counted, logged, waiters woken. */
@Component
public class Finishing {

    private static final Logger log = LoggerFactory.getLogger(Finishing.class);

    private final Watches watches;
    private final Backlog backlog;
    private final Orders orders;
    private final MeterRegistry metrics;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    Finishing(Watches watches, Backlog backlog, Orders orders, MeterRegistry metrics) {
        this.watches = watches;
        this.backlog = backlog;
        this.orders = orders;
        this.metrics = metrics;
    }

    /** The task was made final just now, by this instance. */
    public void finished(Task task) {
        orders.settled(task.id());
        watches.changed(task);
        backlog.ended(task);
        Instant end = task.finishedAt() == null ? Instant.now() : task.finishedAt();
        timer(task).record(Duration.between(task.createdAt(), end));
        log.atDebug()
                .addKeyValue("task", task.id())
                .addKeyValue("kind", task.kind().wire())
                .addKeyValue("status", task.status().wire())
                .log("finished");
    }

    private Timer timer(Task task) {
        String key = task.kind().wire() + "/" + task.status().wire();
        return timers.computeIfAbsent(
                key,
                _ -> Timer.builder("refit.tasks")
                        .description("Tasks that became final, from acceptance to the end")
                        .tags(
                                "kind",
                                task.kind().wire(),
                                "outcome",
                                task.status().wire())
                        .publishPercentileHistogram()
                        .register(metrics));
    }
}
