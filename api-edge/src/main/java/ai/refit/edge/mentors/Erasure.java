package ai.refit.edge.mentors;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskIds;
import ai.refit.edge.health.Outside;
import ai.refit.edge.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Erases a person everywhere: profiles, requests and their results, feedback, mentions in other people's results; and
 * by the tombstone on the compacted topic the vector, the index and the topic's own copy. What was under way and arrives
 * later is seen to by {@link LateMentions} and, for imports, by {@link #holdSince}.
 */
@Component
public class Erasure {

    private static final Logger log = LoggerFactory.getLogger(Erasure.class);

    /** How long ago a task may have got its id whose row is not yet to be seen. */
    private static final Duration IN_FLIGHT = Duration.ofMinutes(1);

    private static final UUID EVER_SINCE = new UUID(0, 0);

    private final MentorStore mentors;
    private final ErasureStore erasures;
    private final TraceStore traces;
    private final MentorChanges changes;
    private final Outside outside;
    private final TransactionalOperator transaction;

    Erasure(
            MentorStore mentors,
            ErasureStore erasures,
            TraceStore traces,
            MentorChanges changes,
            Outside outside,
            TransactionalOperator transaction) {
        this.mentors = mentors;
        this.erasures = erasures;
        this.traces = traces;
        this.changes = changes;
        this.outside = outside;
        this.transaction = transaction;
    }

    /** Completes when nothing of the person is left here and the tombstone is on its way; 404 when nothing was. */
    Mono<Void> erase(UserId person) {
        outside.requireBoth();
        Mono<Optional<MentorChange>> mentor = person.mayBeMentor()
                ? eraseMentor(Long.parseLong(person.key()), Long.MAX_VALUE)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
        return mentor.zipWhen(_ -> traces.deleteOwn(person.key()))
                .as(transaction::transactional)
                .doOnNext(erased -> {
                    if (erased.getT1().isEmpty() && erased.getT2() == 0) {
                        throw Problem.of(HttpStatus.NOT_FOUND, "USER_NOT_FOUND", "Nothing is known of this person.")
                                .exception();
                    }
                    erased.getT1().ifPresent(changes::publish);
                    log.atInfo().addKeyValue("rows", erased.getT2()).log("erased a person");
                })
                .then();
    }

    /**
     * Those who came from the product backend, are not among these and have not changed since that version are mentors
     * no more. What they are besides, they stay.
     */
    public Mono<Void> removeMissing(Collection<Long> present, long since) {
        return mentors.missing(present, since)
                .concatMap(gone -> eraseMentor(gone, since).as(transaction::transactional))
                .doOnNext(changes::publish)
                .count()
                .filter(removed -> removed > 0)
                .doOnNext(
                        removed -> log.atInfo().addKeyValue("mentors", removed).log("removed mentors"))
                .then();
    }

    /** The note comes first: it keeps imports waiting until this transaction is over. */
    private Mono<MentorChange> eraseMentor(long userId, long upTo) {
        return erasures.note(userId, TaskIds.earliest(Instant.now().minus(IN_FLIGHT)))
                .then(mentors.erase(userId, upTo))
                .flatMap(tombstone -> traces.deleteMentions(userId, EVER_SINCE).thenReturn(tombstone));
    }

    /** Mentors erased since that moment. Called in a transaction: until it ends, erasures wait. */
    public Mono<Set<Long>> holdSince(Instant moment) {
        return erasures.holdSince(moment);
    }
}
