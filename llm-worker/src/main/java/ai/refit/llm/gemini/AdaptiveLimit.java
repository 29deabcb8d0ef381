package ai.refit.llm.gemini;

import ai.refit.llm.gemini.GeminiProperties.Concurrency;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of a model are made at a time: as many as it takes. Doubles with each round of calls that succeed until the
 * service first says it is too many, from then on grows by one a round; each round that is too many halves it.
 */
final class AdaptiveLimit {

    /** One call's place; {@code round} tells whether the limit was lowered since it was taken. */
    record Permit(long round) {}

    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    private final Concurrency bounds;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private double limit;
    private int taken;
    /** The most that were under way since the limit was lowered: no limit is more than twice what was tried. */
    private int mostTaken;

    private boolean searching = true;
    private long round;
    private long closedUntil;

    AdaptiveLimit(Concurrency bounds, LongSupplier nanos) {
        this.bounds = bounds;
        this.nanos = nanos;
        this.limit = bounds.start();
        this.closedUntil = nanos.getAsLong();
    }

    /** @return null when there was no place in that time, or the wait was given up */
    @Nullable
    Permit acquire(Duration atMost, BooleanSupplier givenUp) throws InterruptedException {
        long end = nanos.getAsLong() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = nanos.getAsLong();
                if (givenUp.getAsBoolean() || end - Math.max(now, closedUntil) < 0) {
                    return null;
                }
                if (taken < (int) limit && closedUntil - now <= 0) {
                    taken++;
                    mostTaken = Math.max(mostTaken, taken);
                    return new Permit(round);
                }
                var _ = changed.awaitNanos(Math.min(LOOK_EVERY, end - now));
            }
        } finally {
            lock.unlock();
        }
    }

    void succeeded(Permit permit) {
        giveBack(() -> {
            if (permit.round() == round && mostTaken >= limit / 2) {
                limit = Math.min(bounds.most(), limit + (searching ? 1 : 1 / limit));
            }
        });
    }

    /** @param pause during which nobody calls */
    void overloaded(Permit permit, Duration pause) {
        giveBack(() -> {
            long until = nanos.getAsLong() + pause.toNanos();
            closedUntil = until - closedUntil > 0 ? until : closedUntil;
            if (permit.round() == round) {
                limit = Math.max(bounds.least(), limit / 2);
                mostTaken = taken;
                searching = false;
                round++;
            }
        });
    }

    /** After a call that says nothing about how many are too many. */
    void ended() {
        giveBack(() -> {});
    }

    int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Runnable lesson) {
        lock.lock();
        try {
            taken--;
            lesson.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
