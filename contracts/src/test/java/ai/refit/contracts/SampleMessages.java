package ai.refit.contracts;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.Evaluation;
import ai.refit.contracts.recommendation.FilterType;
import ai.refit.contracts.recommendation.Match;
import ai.refit.contracts.recommendation.Recommendation;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.Recommendations;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.recommendation.Why;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/** Messages as the services send them, for any test that needs one. */
public final class SampleMessages {

    private SampleMessages() {}

    /** A mentor with every field set. */
    public static MentorProfile mentor(long userId) {
        return new MentorProfile(
                userId,
                "멘토 " + userId,
                "리핏",
                true,
                4.8,
                31,
                97.5,
                List.of("Spring", "Kafka"),
                List.of("백엔드 개발자"),
                "결제 서버를 만들고 지킵니다.",
                "https://img.example/" + userId + ".png",
                LocalDateTime.parse("2026-11-23T09:00:00"),
                3,
                true);
    }

    /** A mentor of whom nothing but the id is known. */
    public static MentorProfile bareMentor(long userId) {
        return new MentorProfile(
                userId, null, null, null, null, null, null, List.of(), List.of(), null, null, null, null, null);
    }

    public static RecommendationRequest request() {
        return new RecommendationRequest(
                UserId.of("test"), "backend", List.of("Spring"), List.of("백엔드 개발자"), "이직을 준비합니다.", 3, true, false);
    }

    /** An answer that recommends these mentors, in this order. */
    public static Recommendations recommendations(UserId userId, long... mentors) {
        List<Recommendation> all =
                Arrays.stream(mentors).mapToObj(SampleMessages::recommendation).toList();
        return new Recommendations(userId, all, null);
    }

    public static Recommendation recommendation(long mentor) {
        return new Recommendation(
                mentor(mentor),
                0.75,
                FilterType.JOB,
                null,
                new Why(
                        List.of(new Match("backend", "백엔드", "jobs", 0, 0, 3)),
                        List.of(),
                        List.of(),
                        List.of(new Match("서버", "서버", "introduction", null, 3, 5))));
    }

    public static Evaluation evaluation() {
        return new Evaluation("silver", 200, 0.9, 0.95, 0.97, 0.99, 0.93, 0.945);
    }
}
