package ai.refit.edge.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Many callers, one statement: what arrives while a write is under way is written together by the next. An idle writer
 * starts at once, so one caller alone waits for nobody; under load the cost of a commit is shared.
 *
 * @param <T> what is written
 */
public final class GroupCommit<T> {

    /** A write that takes longer fails its callers and makes room for the next; it may have happened all the same. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private record Entry<T>(T item, MonoSink<Void> caller) {}

    private final int largest;
    private final int writers;
    private final Function<List<T>, Mono<Void>> write;
    private final Duration longest;
    private final Queue<Entry<T>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger writing = new AtomicInteger();

    /**
     * @param largest the most items one write takes
     * @param writers the most writes under way at once
     * @param write one durable write; its failure fails every caller in it
     */
    public GroupCommit(int largest, int writers, Function<List<T>, Mono<Void>> write) {
        this(largest, writers, write, LONGEST);
    }

    GroupCommit(int largest, int writers, Function<List<T>, Mono<Void>> write, Duration longest) {
        this.largest = largest;
        this.writers = writers;
        this.write = write;
        this.longest = longest;
    }

    /** Completes when the item is durable. */
    public Mono<Void> add(T item) {
        return Mono.create(caller -> {
            waiting.add(new Entry<>(item, caller));
            startWriter();
        });
    }

    private void startWriter() {
        while (!waiting.isEmpty()) {
            int busy = writing.get();
            if (busy >= writers) {
                return;
            }
            if (writing.compareAndSet(busy, busy + 1)) {
                writeNext();
                return;
            }
        }
    }

    private void writeNext() {
        List<Entry<T>> batch = new ArrayList<>();
        while (batch.size() < largest) {
            Entry<T> entry = waiting.poll();
            if (entry == null) {
                break;
            }
            batch.add(entry);
        }
        if (batch.isEmpty()) {
            done();
            return;
        }
        Mono<Void> written;
        try {
            written = write.apply(batch.stream().map(Entry::item).toList());
        } catch (RuntimeException e) {
            written = Mono.error(e);
        }
        written.timeout(longest, Mono.error(this::late))
                .subscribe(
                        _ -> {},
                        failure -> {
                            done();
                            batch.forEach(entry -> entry.caller().error(failure));
                        },
                        () -> {
                            done();
                            batch.forEach(entry -> entry.caller().success());
                        });
    }

    private RuntimeException late() {
        return new QueryTimeoutException("no end of a group write within " + longest);
    }

    private void done() {
        writing.decrementAndGet();
        startWriter();
    }
}
