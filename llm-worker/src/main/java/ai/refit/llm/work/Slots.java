package ai.refit.llm.work;

import ai.refit.llm.ledger.Claim;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** So many tasks at a time, each on a virtual thread of its own. */
@Component
class Slots {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Semaphore free;
    private final int all;
    private final Work work;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();

    /** A task that is being worked on. */
    static final class Running {

        private final Claim claim;
        private volatile boolean unwanted;

        private Running(Claim claim) {
            this.claim = claim;
        }

        Claim claim() {
            return claim;
        }

        boolean isUnwanted() {
            return unwanted;
        }
    }

    Slots(WorkProperties properties, Work work, MeterRegistry metrics) {
        this.all = properties.slots();
        this.free = new Semaphore(all);
        this.work = work;
        metrics.gauge("refit.slots.busy", running, Map::size);
    }

    /** Whether a slot became free in that time. */
    boolean awaitFree(Duration patience) throws InterruptedException {
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        free.release();
        return true;
    }

    int free() {
        return free.availablePermits();
    }

    /** Begins; waits only when no slot is free. */
    void work(Claim claim) {
        free.acquireUninterruptibly();
        var one = new Running(claim);
        running.put(claim.order().taskId(), one);
        Thread.ofVirtual().name("task-" + claim.order().taskId()).start(() -> {
            try {
                work.on(claim, one::isUnwanted);
            } finally {
                running.remove(claim.order().taskId(), one);
                free.release();
            }
        });
    }

    Collection<Claim> claims() {
        return running.values().stream().map(Running::claim).toList();
    }

    /** Whoever works on that task stops as soon as they look. */
    void stop(UUID taskId) {
        Running one = running.get(taskId);
        if (one != null) {
            one.unwanted = true;
        }
    }

    /** Gives what runs some time to end; the rest is claimed again by others. */
    void drain() {
        try {
            if (free.tryAcquire(all, GRACE.toSeconds(), TimeUnit.SECONDS)) {
                free.release(all);
            } else {
                List.copyOf(running.keySet()).forEach(this::stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
