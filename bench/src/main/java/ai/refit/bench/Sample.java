package ai.refit.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a load met with.
 *
 * @param times of all answers, in nanoseconds
 * @param failed answers that were wrong, and requests that got none
 * @param failure the first of them
 * @param took from the first request to the last answer
 * @param effort processor time of those who answered, their Kafka and PostgreSQL included, the client not
 */
record Sample(Histogram times, long failed, @Nullable String failure, Duration took, Duration effort) {

    static final Sample EMPTY = new Sample(new Histogram(3), 0, null, Duration.ZERO, Duration.ZERO);

    /** Both together, one after the other. */
    Sample plus(Sample other) {
        var sum = new Histogram(3);
        sum.add(times);
        sum.add(other.times);
        return new Sample(
                sum,
                failed + other.failed,
                failure == null ? other.failure : failure,
                took.plus(other.took),
                effort.plus(other.effort));
    }

    Sample in(Duration time) {
        return new Sample(times, failed, failure, time, effort);
    }

    Sample with(Duration spent) {
        return new Sample(times, failed, failure, took, spent);
    }

    /** Processor time of one request in milliseconds. */
    double effortMillis() {
        return effort.toNanos() / 1e6 / Math.max(1, times.getTotalCount());
    }

    /** @param percent such as 95 */
    double millis(double percent) {
        return times.getValueAtPercentile(percent) / 1e6;
    }

    double perSecond() {
        return times.getTotalCount() / (took.toNanos() / 1e9);
    }

    /** Right answers among all requests, in percent. */
    double successPercent() {
        long right = Math.max(0, times.getTotalCount() - failed);
        long all = Math.max(times.getTotalCount(), right + failed);
        return all == 0 ? 0 : 100.0 * right / all;
    }
}
