package ai.refit.edge.mentors;

import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.UserId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is known of a person, from whichever source profiles have. */
@Component
public class People {

    private final MenteeStore mentees;
    private final MentorStore mentors;

    People(MenteeStore mentees, MentorStore mentors) {
        this.mentees = mentees;
        this.mentors = mentors;
    }

    /** Empty when the person is unknown. */
    public Mono<MenteeProfile> find(UserId person) {
        return mentees.findPerson(person.key(), person.mayBeMentor());
    }

    /** Empty when there is no such mentor. */
    public Mono<MentorChange.Upserted> findMentor(long userId) {
        return mentors.find(userId);
    }
}
