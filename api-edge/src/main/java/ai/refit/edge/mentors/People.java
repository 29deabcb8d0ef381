package ai.refit.edge.mentors;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What is known of a person: from the source outside when there is one, otherwise from our own routes. While the source
 * cannot be asked, what it said last still counts.
 */
@Component
public class People {

    private static final Logger log = LoggerFactory.getLogger(People.class);

    private final MenteeStore mentees;
    private final MentorStore mentors;
    private final MentorChanges changes;
    private final ProfileSource source;

    People(MenteeStore mentees, MentorStore mentors, MentorChanges changes, ProfileSource source) {
        this.mentees = mentees;
        this.mentors = mentors;
        this.changes = changes;
        this.source = source;
    }

    /** Empty when the person is unknown. */
    public Mono<MenteeProfile> find(UserId person) {
        Mono<MenteeProfile> stored = mentees.findPerson(person.key(), person.mayBeMentor());
        if (!source.isSet()) {
            return stored;
        }
        return source.person(person)
                .flatMap(profile -> mentees.upsert(person.key(), profile).thenReturn(profile))
                .onErrorResume(failure -> {
                    log.atWarn().addKeyValue("reason", failure.getMessage()).log("using the stored profile");
                    return stored;
                });
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
