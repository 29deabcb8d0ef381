package ai.refit.deploy.watch;

import ai.refit.deploy.deployment.JournalStore.Written;
import ai.refit.deploy.watch.WatchStore.Tailed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/** Reads the journal on for all who watch, once for all of them, and only while anybody does. */
@Component
class JournalTail {

    private static final Logger log = LoggerFactory.getLogger(JournalTail.class);
    private static final int BATCH = 1000;
    /** That many looks at the journal for one at whether deployments are at rest. */
    private static final int LOOKS = 4;
    /** Looks that a slow watcher may lag behind; then it is cut off, and comes back with the id that it saw last. */
    private static final int LAG = 512;

    private final WatchStore store;
    private final WatchProperties properties;
    private final ConcurrentMap<UUID, Integer> watched = new ConcurrentHashMap<>();
    private final AtomicLong newcomers = new AtomicLong();
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final Flux<Look> looks;

    JournalTail(WatchStore store, WatchProperties properties) {
        this.store = store;
        this.properties = properties;
        this.looks = Flux.defer(this::reading).share();
    }

    /**
     * One look at the journal.
     *
     * @param from all entries up to this id are there
     * @param entries those after it, in their order
     * @param resting of whom these were the last
     */
    record Look(long from, List<Tailed> entries, Set<UUID> resting) {

        List<Written> of(UUID deployment) {
            return entries.stream()
                    .filter(entry -> deployment.equals(entry.deployment()))
                    .map(Tailed::written)
                    .toList();
        }
    }

    /** What is seen from now on; ends only when the orchestrator does. */
    Flux<Look> watching(UUID deployment) {
        return Flux.defer(() -> {
            watched.merge(deployment, 1, Integer::sum);
            newcomers.incrementAndGet();
            return looks.onBackpressureBuffer(LAG)
                    .takeUntilOther(closing.asMono())
                    .doFinally(_ -> watched.computeIfPresent(deployment, (_, count) -> count == 1 ? null : count - 1));
        });
    }

    /** Else the server would wait for the watchers when it stops. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.tryEmitEmpty();
    }

    private Flux<Look> reading() {
        return store.settledEnd(Settling.PATIENCE)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, properties.poll()).maxBackoff(Settling.PATIENCE))
                .map(Settling::new)
                .flatMapMany(settling -> Flux.interval(properties.poll().dividedBy(8), properties.poll())
                        .onBackpressureDrop()
                        .concatMap(number -> look(settling, number), 1));
    }

    private Mono<Look> look(Settling settling, long number) {
        long from = settling.position();
        boolean anybodyNew = newcomers.getAndSet(0) > 0;
        Mono<Set<UUID>> resting = anybodyNew || number % LOOKS == 0
                ? store.resting(watched.keySet()).collect(Collectors.toUnmodifiableSet())
                : Mono.just(Set.of());
        // Who rests is asked first: what is read then has all of their entries.
        return resting.flatMap(over -> store.tail(from, BATCH).collectList().map(read -> {
                    List<Tailed> settled = settling.settle(read, Instant.now());
                    boolean all = settled.size() == read.size() && read.size() < BATCH;
                    return new Look(from, settled, all ? over : Set.of());
                }))
                .onErrorResume(failure -> {
                    log.atWarn().addKeyValue("reason", failure.toString()).log("the journal cannot be read; trying on");
                    newcomers.incrementAndGet();
                    return Mono.empty();
                });
    }
}
