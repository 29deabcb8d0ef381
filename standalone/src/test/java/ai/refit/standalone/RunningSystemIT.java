package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The main path from end to end: HTTP, PostgreSQL, Kafka, search, and back. */
final class RunningSystemIT {

    private final Pipeline pipeline = RunningSystem.get().pipeline();

    @Test
    void aRecommendationComesBackInsideTheCall() {
        var answer = pipeline.recommend("{\"user_id\":\"test\",\"interest\":\"backend\",\"top_k\":3}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.at("/result/recommendations").size()).isEqualTo(3);
    }

    @Test
    void theSameWorkHandedOverEndsWithTheSameResult() {
        String request = "{\"user_id\":\"test\",\"interest\":\"데이터 엔지니어\",\"top_k\":3}";
        var accepted = pipeline.recommend(request, "Prefer", "respond-async");
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
        var task = pipeline.awaitTask(accepted.at("/task_id").asString());
        assertThat(task.path("status").asString()).isEqualTo("succeeded");
        assertThat(task.path("result")).isEqualTo(pipeline.recommend(request).at("/result"));
    }
}
