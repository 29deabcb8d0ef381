package ai.refit.contracts.recommendation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link RecommendationRequest}, best first. Topic {@code recommendation.finished}. */
public record Recommendations(
        @Nullable UserId userId,
        List<Recommendation> recommendations,
        int totalCount,
        @Nullable Evaluation evaluation) {

    public Recommendations(
            @Nullable UserId userId, List<Recommendation> recommendations, @Nullable Evaluation evaluation) {
        this(userId, List.copyOf(recommendations), recommendations.size(), evaluation);
    }
}
