package ai.refit.edge.mentors;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.edge.health.Outside;
import ai.refit.edge.http.Problem;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Erases a person everywhere: profiles, requests and their results, feedback, mentions in other people's results; and
 * by the tombstone on the compacted topic the vector, the index and the topic's own copy.
 */
@Component
public class Erasure {

    private static final Logger log = LoggerFactory.getLogger(Erasure.class);

    private final MentorStore mentors;
    private final ErasureStore traces;
    private final MentorChanges changes;
    private final Outside outside;
    private final TransactionalOperator transaction;

    Erasure(
            MentorStore mentors,
            ErasureStore traces,
            MentorChanges changes,
            Outside outside,
            TransactionalOperator transaction) {
        this.mentors = mentors;
        this.traces = traces;
        this.changes = changes;
        this.outside = outside;
        this.transaction = transaction;
    }

    /** Completes when nothing of the person is left here and the tombstone is on its way; 404 when nothing was. */
    Mono<Void> erase(UserId person) {
        outside.requireBoth();
        Mono<Optional<MentorChange>> mentor = person.mayBeMentor()
                ? mentors.erase(Long.parseLong(person.key()))
                        .flatMap(tombstone ->
                                traces.deleteMentions(tombstone.userId()).thenReturn(tombstone))
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

    /** Erases mentors that came from the product backend and are there no more. */
    public Mono<Void> eraseMissing(Collection<Long> present) {
        return mentors.missing(present)
                .concatMap(gone -> erase(UserId.ofPath(gone.toString())))
                .then();
    }
}
