package ai.refit.edge.mentors;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.UserId;
import reactor.core.publisher.Mono;

/** Where profiles come from when our own routes are not the source. */
public interface ProfileSource {

    /** Whether there is such a source; otherwise the other two are never asked. */
    boolean isSet();

    /** Empty when the source does not know the person; an error when it could not be asked. */
    Mono<MenteeProfile> person(UserId person);

    /** Empty when the source does not know the mentor; an error when it could not be asked. */
    Mono<MentorProfile> mentor(long userId);
}
