package ai.refit.contracts.recommendation;

import ai.refit.contracts.mentor.MentorProfile;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * One recommended mentor: all fields of the profile beside what the search says of it.
 *
 * @param similarityScore 0–1
 * @param groundTruth {@code relevant} or {@code not_relevant} when evaluation was asked for, otherwise null
 */
public record Recommendation(
        @JsonUnwrapped MentorProfile mentor,
        double similarityScore,
        FilterType filterType,
        @Nullable String groundTruth,
        Why why) {}
