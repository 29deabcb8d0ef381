package ai.refit.edge.mentors;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.edge.task.GroupCommit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What is known of a person: from the source outside when there is one, otherwise from our own routes. While the source
 * cannot be asked, what it said last still counts; when it knows the person no more, neither do we.
 */
@Component
public class People {

    private static final Logger log = LoggerFactory.getLogger(People.class);

    private static final int LARGEST_LOOKUP = 256;
    private static final int LOOKUPS_AT_ONCE = 2;

    /** Who is looked up, and what was found. */
    private record Lookup(UserId person, AtomicReference<@Nullable MenteeProfile> found) {}

    private final MenteeStore mentees;
    private final MentorStore mentors;
    private final MentorChanges changes;
    private final ProfileSource source;
    private final GroupCommit<Lookup> lookups = new GroupCommit<>(LARGEST_LOOKUP, LOOKUPS_AT_ONCE, this::lookUp);

    People(MenteeStore mentees, MentorStore mentors, MentorChanges changes, ProfileSource source) {
        this.mentees = mentees;
        this.mentors = mentors;
        this.changes = changes;
        this.source = source;
    }

    /** Empty when the person is unknown. */
    public Mono<MenteeProfile> find(UserId person) {
        Mono<MenteeProfile> stored = Mono.defer(() -> {
            var lookup = new Lookup(person, new AtomicReference<>());
            return lookups.add(lookup).then(Mono.fromSupplier(lookup.found()::get));
        });
        if (!source.isSet()) {
            return stored;
        }
        return source.person(person)
                .flatMap(profile -> mentees.upsert(person.key(), profile).thenReturn(profile))
                .switchIfEmpty(Mono.defer(() -> mentees.delete(person.key()).then(Mono.empty())))
                .onErrorResume(failure -> {
                    log.atWarn().addKeyValue("reason", failure.getMessage()).log("using the stored profile");
                    return stored;
                });
    }

    private Mono<Void> lookUp(List<Lookup> batch) {
        return mentees.findPeople(batch.stream().map(Lookup::person).toList())
                .doOnNext(found -> batch.forEach(
                        lookup -> lookup.found().set(found.get(lookup.person().key()))))
                .then();
    }

    /** Empty when there is no such mentor. */
    public Mono<MentorChange.Upserted> findMentor(long userId) {
        Mono<MentorChange.Upserted> stored = mentors.find(userId);
        if (!source.isSet()) {
            return stored;
        }
        return source.mentor(userId)
                .flatMap(changes::upsertFromBackend)
                .onErrorResume(failure -> {
                    log.atWarn().addKeyValue("reason", failure.getMessage()).log("using the stored profile");
                    return Mono.empty();
                })
                .then(stored);
    }
}
