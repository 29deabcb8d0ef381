package ai.refit.contracts.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mentor filled in after a talk. Lists have any number of items, texts may be empty. */
public record MentorFeedback(
        List<String> keyRequirements,
        List<Assessment> requirementAssessments,
        List<String> strengths,
        @Nullable String strengthsReason,
        List<String> improvements,
        @Nullable String improvementsReason,
        List<String> actionItems,
        @Nullable Grade jobFit,
        @Nullable Grade passProbability,
        @Nullable String overallComment) {

    public record Assessment(
            String requirement,
            @Nullable Fulfillment fulfillment,
            @Nullable String reason) {}

    @SuppressWarnings("NullAway") // JSON gives null for an absent list
    public MentorFeedback {
        keyRequirements = keyRequirements == null ? List.of() : List.copyOf(keyRequirements);
        requirementAssessments = requirementAssessments == null ? List.of() : List.copyOf(requirementAssessments);
        strengths = strengths == null ? List.of() : List.copyOf(strengths);
        improvements = improvements == null ? List.of() : List.copyOf(improvements);
        actionItems = actionItems == null ? List.of() : List.copyOf(actionItems);
    }
}
