package ai.refit.contracts.posting;

import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A posting as it was read: the result of a task of kind {@code posting}.
 *
 * @param position occupation that is sought
 * @param requirements what applicants must have, a line each
 * @param preferred what they had better have
 * @param requiredTechs technologies that stand in the requirements, by the names used there
 * @param preferredTechs likewise, without those that are required
 * @param techStack all technologies of the posting
 * @param droppedClaims claims that cited what does not stand there
 */
public record JobPosting(
        @Nullable String title,
        @Nullable String company,
        @Nullable String position,
        @Nullable String employmentType,
        @Nullable String experienceLevel,
        @Nullable String education,
        List<String> responsibilities,
        List<String> requirements,
        List<String> preferred,
        List<String> requiredTechs,
        List<String> preferredTechs,
        List<String> techStack,
        int droppedClaims,
        @JsonUnwrapped @Nullable Provenance provenance,
        Usage usage) {

    @SuppressWarnings("NullAway") // JSON gives null for an absent field
    public JobPosting {
        responsibilities = responsibilities == null ? List.of() : List.copyOf(responsibilities);
        requirements = requirements == null ? List.of() : List.copyOf(requirements);
        preferred = preferred == null ? List.of() : List.copyOf(preferred);
        requiredTechs = requiredTechs == null ? List.of() : List.copyOf(requiredTechs);
        preferredTechs = preferredTechs == null ? List.of() : List.copyOf(preferredTechs);
        techStack = techStack == null ? List.of() : List.copyOf(techStack);
        usage = usage == null ? Usage.NONE : usage;
    }

    /** Whether this says what is needed to compare a résumé with it. */
    @JsonIgnore
    public boolean isPosting() {
        return (title != null && company != null) || !requirements.isEmpty() || !responsibilities.isEmpty();
    }
}
