package ai.refit.edge.intake;

import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.http.Problem;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskStore;
import ai.refit.edge.task.TaskStore.OpenWork;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How much work is open, how fast it gets done, and so how long something new will take. Counts of this instance are
 * exact; what others accepted is learnt from the database every second.
 */
@Component
public class Backlog {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How much one measurement moves the running average. */
    private static final double WEIGHT = 0.1;

    private static final class Lane {
        final AtomicLong open = new AtomicLong();
        volatile Instant oldest = Instant.MAX;
        /** Seconds from acceptance to the end, and between two ends while work was waiting; 0 when not measured yet. */
        volatile double service;

        volatile double interval;
        volatile long lastEnd;
    }

    private final Map<TaskKind, Lane> lanes = new EnumMap<>(TaskKind.class);
    private final TaskStore tasks;
    private final IntakeProperties properties;

    Backlog(TaskStore tasks, IntakeProperties properties, MeterRegistry metrics) {
        this.tasks = tasks;
        this.properties = properties;
        for (TaskKind kind : TaskKind.values()) {
            Lane lane = new Lane();
            lanes.put(kind, lane);
            Tags tags = Tags.of("kind", kind.wire());
            metrics.gauge("refit.tasks.open", tags, lane, l -> l.open.get());
            metrics.gauge("refit.tasks.queue.age.seconds", tags, lane, Backlog::age);
        }
    }

    /** Counts one in, or throws 429 when the queue of that kind is full. */
    void admit(TaskKind kind) {
        Lane lane = lane(kind);
        int bound = properties.bound(kind);
        if (lane.open.incrementAndGet() > bound) {
            lane.open.decrementAndGet();
            throw new Problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "QUEUE_FULL",
                            bound + " tasks of kind " + kind.wire() + " are waiting; try again later.",
                            retryAfter(kind),
                            List.of())
                    .exception();
        }
    }

    /** Counts one out that was admitted but not accepted. */
    void withdraw(TaskKind kind) {
        lane(kind).open.decrementAndGet();
    }

    /** Counts one out that became final. */
    public void ended(Task task) {
        Lane lane = lane(task.kind());
        long now = System.nanoTime();
        boolean busy = lane.open.updateAndGet(open -> Math.max(0, open - 1)) > 0;
        if (busy && lane.lastEnd != 0) {
            lane.interval = average(lane.interval, (now - lane.lastEnd) / 1e9);
        }
        lane.lastEnd = now;
        // How long nobody worked on a task until it expired says nothing of how long work takes.
        if (task.status() == TaskStatus.SUCCEEDED || task.status() == TaskStatus.FAILED) {
            lane.service = average(
                    lane.service,
                    Duration.between(task.createdAt(), Instant.now()).toMillis() / 1e3);
        }
    }

    /** How long a task of that kind takes that is accepted now: from measured times and what waits before it. */
    public Duration estimate(TaskKind kind) {
        Lane lane = lane(kind);
        double seconds = Math.max(lane.service, lane.open.get() * lane.interval);
        return Duration.ofMillis((long) (seconds * 1000));
    }

    /** {@link #estimate} in whole seconds, at least one. */
    public Duration retryAfter(TaskKind kind) {
        return Duration.ofSeconds(Math.clamp(estimate(kind).plusMillis(999).toSeconds(), 1, 600));
    }

    @Scheduled(fixedDelay = 1000)
    void learn() {
        learn(tasks.openWork().collectList());
    }

    /** Without an answer, what was counted last goes on counting. */
    void learn(Mono<List<OpenWork>> answer) {
        answer.timeout(PATIENCE).onErrorComplete().blockOptional().ifPresent(this::count);
    }

    private void count(List<OpenWork> work) {
        lanes.values().forEach(lane -> lane.oldest = Instant.MAX);
        for (OpenWork open : work) {
            lane(open.kind()).oldest = open.oldest();
        }
        for (TaskKind kind : TaskKind.values()) {
            long stored = work.stream()
                    .filter(open -> open.kind() == kind)
                    .mapToLong(OpenWork::tasks)
                    .sum();
            lane(kind).open.set(stored);
        }
    }

    private Lane lane(TaskKind kind) {
        Lane lane = lanes.get(kind);
        if (lane == null) {
            throw new IllegalStateException("no lane for " + kind);
        }
        return lane;
    }

    private static double average(double before, double now) {
        return before == 0 ? now : before + WEIGHT * (now - before);
    }

    private static double age(Lane lane) {
        Instant oldest = lane.oldest;
        return oldest.equals(Instant.MAX)
                ? 0
                : Duration.between(oldest, Instant.now()).toMillis() / 1e3;
    }
}
