package ai.refit.contracts.recommendation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is looking for what. Topic {@code recommendation.requested}, key {@code task_id}.
 *
 * @param userId who asks; they are never recommended to themselves
 * @param interest free words for what is sought, such as {@code backend} or {@code 데이터 분석가로 이직}
 * @param topK 1–20
 * @param includeEvaluation whether to report the silver test and the ground truth of each recommendation
 */
public record RecommendationRequest(
        @Nullable UserId userId,
        @Nullable String interest,
        List<String> skills,
        List<String> jobs,
        @Nullable String introduction,
        int topK,
        boolean onlyVerified,
        boolean includeEvaluation) {

    @SuppressWarnings("NullAway") // JSON gives null for an absent list
    public RecommendationRequest {
        skills = skills == null ? List.of() : List.copyOf(skills);
        jobs = jobs == null ? List.of() : List.copyOf(jobs);
        if (topK < 1 || topK > 20) {
            throw new IllegalArgumentException("top_k: " + topK + " (expected: 1 to 20)");
        }
    }
}
