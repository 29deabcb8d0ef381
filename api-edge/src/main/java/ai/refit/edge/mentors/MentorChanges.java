package ai.refit.edge.mentors;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.edge.health.Outside;
import ai.refit.edge.mentors.MentorStore.Entry;
import ai.refit.edge.task.GroupCommit;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes changes of mentors and publishes them on the compacted topic, right after their commit and again when a crash
 * came between. One writer, so that this instance publishes in the order of its commits; versions settle the rest.
 */
@Component
public class MentorChanges {

    private static final int LARGEST_COMMIT = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration RELAY_AFTER = Duration.ofSeconds(3);

    private final GroupCommit<Entry> upserts;
    private final MentorStore mentors;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Outside outside;
    private final TransactionalOperator transaction;
    private final Set<MentorChange> acknowledged = ConcurrentHashMap.newKeySet();

    MentorChanges(
            MentorStore mentors,
            KafkaTemplate<String, byte[]> kafka,
            Outside outside,
            TransactionalOperator transaction) {
        this.mentors = mentors;
        this.kafka = kafka;
        this.outside = outside;
        this.transaction = transaction;
        this.upserts = new GroupCommit<>(LARGEST_COMMIT, 1, this::write);
    }

    /** Completes when the profile is durable. */
    public Mono<Void> upsert(MentorProfile profile) {
        return upsert(new Entry(profile, false));
    }

    /** As {@link #upsert(MentorProfile)}, for a profile that the product backend can take back. */
    public Mono<Void> upsertFromBackend(MentorProfile profile) {
        return upsert(new Entry(profile, true));
    }

    /** The version of the last change there is; later ones are higher. */
    public Mono<Long> latestVersion() {
        return mentors.latestVersion();
    }

    private Mono<Void> upsert(Entry entry) {
        return Mono.defer(() -> {
            outside.requireBoth();
            return upserts.add(entry);
        });
    }

    private Mono<Void> write(List<Entry> entries) {
        // The last profile of a mentor wins, and ids ascend, as the store wants them.
        Map<Long, Entry> byId = new TreeMap<>();
        entries.forEach(entry -> byId.put(entry.profile().userId(), entry));
        return mentors.upsert(List.copyOf(byId.values()))
                .collectList()
                .doOnNext(changes -> changes.forEach(this::publish))
                .then();
    }

    /** Completes when the broker has the change. A failure leaves it to {@link #publishUnsent}. */
    CompletableFuture<Void> publish(MentorChange change) {
        CompletableFuture<Void> sent;
        try {
            sent = kafka.send(change.toRecord()).thenAccept(_ -> {});
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.whenComplete((_, failure) -> {
            if (failure == null) {
                acknowledged.add(change);
            } else {
                outside.kafkaFailed(failure);
            }
        });
    }

    @Scheduled(fixedDelay = 500)
    void noteAcknowledged() {
        List<MentorChange> noted = List.copyOf(acknowledged);
        if (!noted.isEmpty()) {
            mentors.markSent(noted).block(PATIENCE);
            noted.forEach(acknowledged::remove);
        }
    }

    @Scheduled(fixedDelay = 1000)
    void publishUnsent() {
        if (outside.databaseUp() && outside.kafkaUp()) {
            mentors.lockUnsent(RELAY_AFTER, LARGEST_COMMIT)
                    .collectList()
                    .filter(unsent -> !unsent.isEmpty())
                    .flatMap(this::publishAgain)
                    .as(transaction::transactional)
                    .block(PATIENCE);
        }
    }

    private Mono<Void> publishAgain(Collection<MentorChange> changes) {
        return Flux.fromIterable(changes)
                .concatMap(change -> Mono.fromFuture(() -> publish(change)))
                .then(mentors.markSent(changes));
    }
}
