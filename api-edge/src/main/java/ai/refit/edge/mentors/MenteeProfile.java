package ai.refit.edge.mentors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a person who is looking. */
public record MenteeProfile(
        List<String> skills, List<String> jobs, @Nullable String introduction) {

    @SuppressWarnings("NullAway") // JSON gives null for an absent list
    public MenteeProfile {
        skills = skills == null ? List.of() : List.copyOf(skills);
        jobs = jobs == null ? List.of() : List.copyOf(jobs);
    }
}
