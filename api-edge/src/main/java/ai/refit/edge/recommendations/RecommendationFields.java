package ai.refit.edge.recommendations;

import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Problem;
import ai.refit.edge.mentors.ProfileFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a recommendation request from a body or from a path and its parameters. */
final class RecommendationFields {

    static final int DEFAULT_TOP_K = 3;
    static final int LARGEST_TOP_K = 20;

    private static final int LONGEST_INTEREST = 1_000;
    private static final String TOP_K = "an integer from 1 to " + LARGEST_TOP_K;

    private RecommendationFields() {}

    static RecommendationRequest read(Fields fields) {
        UserId person = ProfileFields.person(fields);
        String interest = blankToNull(fields.text("interest", LONGEST_INTEREST));
        List<String> skills = ProfileFields.skills(fields);
        List<String> jobs = ProfileFields.jobs(fields);
        String introduction = blankToNull(ProfileFields.introduction(fields));
        Long topK = fields.integer("top_k", 1, LARGEST_TOP_K);
        boolean onlyVerified = fields.flag("only_verified", false);
        boolean includeEval = fields.flag("include_eval", false);
        fields.check();
        if (person == null && interest == null && introduction == null && skills.isEmpty() && jobs.isEmpty()) {
            throw Problem.invalid(
                            "interest",
                            "is missing, and so is everything else that could be sought",
                            "at least one of user_id, interest, skills, jobs, introduction")
                    .exception();
        }
        return new RecommendationRequest(
                person,
                interest,
                skills,
                jobs,
                introduction,
                topK == null ? DEFAULT_TOP_K : topK.intValue(),
                onlyVerified,
                includeEval);
    }

    static RecommendationRequest read(
            String userId, @Nullable String topK, @Nullable String onlyVerified, @Nullable String includeEval) {
        return new RecommendationRequest(
                ProfileFields.person(userId),
                null,
                List.of(),
                List.of(),
                null,
                topK(topK),
                flag("only_verified", onlyVerified),
                flag("include_eval", includeEval));
    }

    private static int topK(@Nullable String text) {
        if (text == null) {
            return DEFAULT_TOP_K;
        }
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_TOP_K) {
            throw Problem.invalid("top_k", "is '" + text + "'", TOP_K).exception();
        }
        return Integer.parseInt(text);
    }

    private static boolean flag(String name, @Nullable String text) {
        return switch (text) {
            case null -> false;
            case "true", "True", "1" -> true;
            case "false", "False", "0" -> false;
            default ->
                throw Problem.invalid(name, "is '" + text + "'", "true or false")
                        .exception();
        };
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
