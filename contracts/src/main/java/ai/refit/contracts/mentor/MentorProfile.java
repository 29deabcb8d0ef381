package ai.refit.contracts.mentor;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mentor as the product knows them. Only {@code userId} is required.
 *
 * @param responseRate percent, 0–100
 * @param ratingAvg 0–5
 * @param lastActiveAt local time in Asia/Seoul, whole seconds
 * @param capacity open requests the mentor can still take; 0 means nobody is sent to them; null means unlimited
 * @param available false takes the mentor out of every recommendation; null means true
 */
public record MentorProfile(
        long userId,
        @Nullable String nickname,
        @Nullable String companyName,
        @Nullable Boolean verified,
        @Nullable Double ratingAvg,
        @Nullable Integer ratingCount,
        @Nullable Double responseRate,
        List<String> skills,
        List<String> jobs,
        @Nullable String introduction,
        @Nullable String profileImageUrl,
        @Nullable LocalDateTime lastActiveAt,
        @Nullable Integer capacity,
        @Nullable Boolean available) {

    @SuppressWarnings("NullAway") // JSON gives null for an absent list
    public MentorProfile {
        skills = skills == null ? List.of() : List.copyOf(skills);
        jobs = jobs == null ? List.of() : List.copyOf(jobs);
        lastActiveAt = lastActiveAt == null ? null : lastActiveAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether a mentee may be sent to this mentor now. */
    public boolean takesRequests() {
        return !Boolean.FALSE.equals(available) && (capacity == null || capacity > 0);
    }
}
