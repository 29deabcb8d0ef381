package ai.refit.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.JournalEntry.LogLine;
import ai.refit.deploy.deployment.JournalStore.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class JournalTailTest {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final Journal journal = new Journal();
    private final JournalTail tail =
            new JournalTail(journal, new WatchProperties(POLL, POLL, POLL, Duration.ofSeconds(1)));

    @Test
    void manyWatchersAreOneReader() {
        List<List<String>> seen = new ArrayList<>();
        List<Disposable> watchers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            List<String> lines = new CopyOnWriteArrayList<>();
            seen.add(lines);
            watchers.add(tail.watching(ONE)
                    .subscribe(look -> look.of(ONE).forEach(written -> lines.add(((LogLine) written.entry()).line()))));
        }
        journal.write(ONE, "first");
        journal.write(OTHER, "of another");
        journal.write(ONE, "second");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(seen).allSatisfy(lines -> assertThat(lines).containsExactly("first", "second")));
        assertThat(journal.readers).hasValue(1);
        watchers.forEach(Disposable::dispose);
    }

    @Test
    void nobodyReadsWhenNobodyWatches() {
        tail.watching(ONE).blockFirst();
        int reads = journal.reads.get();
        assertThat(Mono.delay(POLL.multipliedBy(5))
                        .map(_ -> journal.reads.get())
                        .block())
                .isEqualTo(reads);
    }

    @Test
    void aDatabaseThatIsAwayForAWhileEndsNothing() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Disposable watcher = tail.watching(ONE)
                .subscribe(look -> look.of(ONE).forEach(written -> lines.add(((LogLine) written.entry()).line())));
        journal.write(ONE, "before");
        Awaitility.await().untilAsserted(() -> assertThat(lines).containsExactly("before"));
        journal.away = true;
        int reads = journal.reads.get();
        journal.write(ONE, "meanwhile");
        Awaitility.await().until(() -> journal.reads.get() > reads + 2);
        journal.away = false;
        Awaitility.await().untilAsserted(() -> assertThat(lines).containsExactly("before", "meanwhile"));
        watcher.dispose();
    }

    @Test
    void theEndOfTheOrchestratorEndsTheWatching() {
        List<JournalTail.Look> looks = new CopyOnWriteArrayList<>();
        var done = tail.watching(ONE).doOnNext(looks::add).then().toFuture();
        Awaitility.await().until(() -> !looks.isEmpty());
        tail.close();
        assertThat(done).succeedsWithin(Duration.ofSeconds(5));
    }

    /** In memory. */
    private static final class Journal extends WatchStore {

        private final List<Tailed> entries = new CopyOnWriteArrayList<>();
        private final AtomicInteger readers = new AtomicInteger();
        private final AtomicInteger reads = new AtomicInteger();
        private volatile boolean away;

        Journal() {
            super((@Nullable DatabaseClient) null);
        }

        void write(UUID deployment, String line) {
            entries.add(new Tailed(deployment, new Written(entries.size() + 1, Instant.now(), new LogLine(line))));
        }

        @Override
        Mono<Long> settledEnd(Duration age) {
            return Mono.fromSupplier(() -> {
                readers.incrementAndGet();
                return 0L;
            });
        }

        @Override
        Flux<Tailed> tail(long entryId, int limit) {
            return Flux.defer(() -> {
                reads.incrementAndGet();
                return away
                        ? Flux.error(new IllegalStateException("away"))
                        : Flux.fromIterable(entries).filter(entry -> entry.id() > entryId);
            });
        }

        @Override
        Flux<UUID> resting(Collection<UUID> deployments) {
            return Flux.empty();
        }
    }
}
