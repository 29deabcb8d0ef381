package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.json.Json;
import ai.refit.standalone.Pipeline.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the product's callers send, and how strictly they read what comes back; against whatever system is running. */
abstract class CallersSuite {

    private static final Pattern LOCAL_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    private static final List<String> TEXTS = List.of("nickname", "company_name", "introduction", "profile_image_url");
    private static final List<String> NUMBERS = List.of("rating_avg", "rating_count", "response_rate");

    private static final String RESUME = """
            이력서

            김하늘
            연락처: 010-2345-6789

            경력
            한빛테크 (2021.03 ~ 2024.02) 백엔드 개발자
            - Spring Boot로 결제 서버를 개발해 응답 시간을 40% 줄였습니다.

            학력
            한국대학교 컴퓨터공학과 졸업 (2021)

            기술
            Java, Spring Boot, PostgreSQL
            """;
    private static final String POSTING = """
            [새벽상점] 백엔드 개발자 채용
            회사명: 새벽상점

            주요업무
            - 주문 서버 개발과 운영

            자격요건
            - Spring Boot 개발 경험 3년 이상
            - Kafka 운영 경험
            """;

    /** A system with the sample people in it. */
    abstract Pipeline pipeline();

    @Test
    void theBackendReadsARecommendationWithoutACastFailing() {
        Answer answer = pipeline().get("/api/ai/mentors/recommend/1?top_k=5&only_verified=false&include_eval=false");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/code").asString()).isEqualTo("OK");
        JsonNode data = answer.at("/data");
        assertThat(data.get("user_id").isIntegralNumber()).isTrue();
        assertThat(data.get("user_id").longValue()).isEqualTo(1);
        assertThat(data.get("total_count").intValue()).isEqualTo(5);
        assertThat(data.get("evaluation").isNull()).isTrue();
        assertThat(data.get("recommendations").size()).isEqualTo(5);
        data.get("recommendations").forEach(CallersSuite::assertReadable);
    }

    @Test
    void everyFieldIsThereAlsoOfAMentorOfWhomNothingIsKnown() {
        long bare = 880_001;
        pipeline().putMentor(bare, "{\"jobs\":[\"조율사\"]}");
        awaitFirst("조율사", bare);
        JsonNode mentor = recommended("{\"interest\":\"조율사\",\"top_k\":1}").get(0);
        assertReadable(mentor);
        for (String field : List.of("nickname", "company_name", "verified", "rating_avg", "rating_count")) {
            assertThat(mentor.get(field).isNull()).as(field).isTrue();
        }
        for (String field : List.of("response_rate", "introduction", "profile_image_url", "last_active_at")) {
            assertThat(mentor.get(field).isNull()).as(field).isTrue();
        }
        assertThat(mentor.get("skills").size()).isZero();
        pipeline().deleteMentor(bare);
    }

    @Test
    void theEvaluationAndTheGroundTruthComeWhenAskedFor() {
        Answer answer = pipeline().get("/api/ai/mentors/recommend/1?top_k=3&include_eval=true", "Prefer", "wait=30");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/data/evaluation/mrr").isNumber()).isTrue();
        assertThat(answer.at("/data/evaluation/hit_at_1").doubleValue()).isBetween(0.0, 1.0);
        assertThat(answer.at("/data/evaluation/ndcg_at_10").doubleValue()).isBetween(0.0, 1.0);
        answer.at("/data/recommendations")
                .forEach(mentor ->
                        assertThat(mentor.get("ground_truth").isString()).isTrue());
    }

    @Test
    void anUnknownPersonIsUserNotFound() {
        for (String path : List.of("/api/ai/mentors/recommend/987654321", "/api/ai/mentors/recommend/nobody")) {
            Answer answer = pipeline().get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.at("/code").asString()).isEqualTo("USER_NOT_FOUND");
        }
        Answer refreshed = pipeline().send("PUT", "/api/ai/mentors/embeddings/987654321", "");
        assertThat(refreshed.status()).isEqualTo(404);
        assertThat(refreshed.at("/code").asString()).isEqualTo("USER_NOT_FOUND");
    }

    @Test
    void theBackendRefreshesAMentorWithAnEmptyBody() {
        Answer answer = pipeline().send("PUT", "/api/ai/mentors/embeddings/1001", "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/code").asString()).isEqualTo("OK");
        assertThat(answer.at("/data/success").booleanValue()).isTrue();
        assertThat(answer.at("/data/user_id").longValue()).isEqualTo(1001);
        assertThat(answer.at("/data/message").isString()).isTrue();
    }

    @Test
    void theSmokeTestOfCiPasses() {
        Answer answer = pipeline().recommend("{\"user_id\":\"test\",\"interest\":\"backend\"}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/status").asString()).isEqualTo("succeeded");
        assertThat(answer.at("/result/user_id").asString()).isEqualTo("test");
        assertThat(answer.at("/result/total_count").intValue()).isEqualTo(3);
        answer.at("/result/recommendations").forEach(CallersSuite::assertReadable);
        Answer health = pipeline().health();
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("/status").asString()).isEqualTo("ok");
    }

    @Test
    void mentorsWhoShareAJobComeFirstThenThoseWhoShareASkillThenByResponseRate() {
        long job = 880_011;
        long skill = 880_012;
        pipeline().putMentor(job, "{\"jobs\":[\"양봉가\"],\"response_rate\":1}");
        pipeline().putMentor(skill, "{\"jobs\":[\"과수원지기\"],\"skills\":[\"훈연기정비술\"],\"response_rate\":2}");
        awaitFirst("양봉가", job);
        awaitFirst("과수원지기", skill);

        JsonNode found = recommended("{\"jobs\":[\"양봉가\"],\"skills\":[\"훈연기정비술\"],\"top_k\":4}");
        assertThat(found.get(0).get("user_id").longValue()).isEqualTo(job);
        assertThat(found.get(0).get("filter_type").asString()).isEqualTo("job");
        assertThat(found.get(0).at("/why/matched_jobs/0/found").asString()).isEqualTo("양봉가");
        assertThat(found.get(1).get("user_id").longValue()).isEqualTo(skill);
        assertThat(found.get(1).get("filter_type").asString()).isEqualTo("skill");
        assertThat(found.get(1).at("/why/matched_skills/0/found").asString()).isEqualTo("훈연기정비술");
        assertThat(found.get(3).get("filter_type").asString()).isEqualTo("response_rate");
        pipeline().deleteMentor(job);
        pipeline().deleteMentor(skill);
    }

    @Test
    void aKnownPersonWithAnEmptyProfileGetsTheFallback() {
        pipeline().putMentee("880021", "{}");
        Answer answer = pipeline().get("/api/ai/mentors/recommend/880021?top_k=5");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        List<Double> rates = new ArrayList<>();
        for (JsonNode mentor : answer.at("/data/recommendations")) {
            assertThat(mentor.get("filter_type").asString()).isEqualTo("fallback_response_rate");
            rates.add(mentor.get("response_rate").doubleValue());
        }
        assertThat(rates).hasSize(5).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void onlyVerifiedAndTopKAreKept() {
        JsonNode found = recommended("{\"interest\":\"백엔드 개발자\",\"top_k\":20,\"only_verified\":true}");
        assertThat(found.size()).isEqualTo(20);
        found.forEach(
                mentor -> assertThat(mentor.get("verified").booleanValue()).isTrue());
        assertThat(recommended("{\"interest\":\"백엔드 개발자\",\"top_k\":1}").size()).isEqualTo(1);
    }

    @Test
    void aResumeIsReadAPostingIsReadAndTheReportOnBothIsWhatTheFrontEndDraws() {
        Answer analysis = pipeline().post("/api/ai/analyses", Json.text(Map.of("text", RESUME)), "Prefer", "wait=30");
        assertThat(analysis.status()).as(analysis.toString()).isEqualTo(200);
        assertThat(analysis.at("/result/content_json/work_experience/0/company").asString())
                .isEqualTo("한빛테크");
        assertThat(analysis.at("/engine").asString()).isEqualTo("offline");
        assertThat(analysis.body()).doesNotContain("010-2345-6789");

        Answer posting = pipeline().post("/api/ai/repo/job-post", Json.text(Map.of("text", POSTING)));
        assertThat(posting.status()).as(posting.toString()).isEqualTo(200);
        assertThat(posting.at("/data/job_post_id").isIntegralNumber()).isTrue();
        assertThat(posting.at("/data/company").asString()).isEqualTo("새벽상점");
        assertThat(posting.at("/data/tech_stack").toString()).contains("Kafka");

        Answer report = pipeline()
                .post(
                        "/api/ai/repo/generate",
                        Json.text(Map.of(
                                "analysis_task_id",
                                analysis.at("/task_id").asString(),
                                "job_post_id",
                                posting.at("/data/job_post_id").longValue(),
                                "user_skills",
                                List.of("Docker"),
                                "mentor_feedback",
                                Map.of(
                                        "key_requirements",
                                        List.of("Kafka 운영 경험"),
                                        "strengths",
                                        List.of(),
                                        "job_fit",
                                        "상",
                                        "overall_comment",
                                        ""))));
        assertThat(report.status()).as(report.toString()).isEqualTo(200);
        assertThat(report.at("/code").asString()).isEqualTo("OK");
        JsonNode data = report.at("/data");
        assertThat(data.at("/overall_evaluation/job_fit").asString()).isEqualTo("상");
        assertThat(data.at("/tech_coverage/coverage_rate").doubleValue()).isEqualTo(50.0);
        assertThat(data.at("/capability_matching/matches/0/requirement").asString())
                .isEqualTo("Kafka 운영 경험");
        assertThat(data.at("/final_comment/ai_comment").asString()).isNotBlank().hasSizeLessThanOrEqualTo(300);
        assertThat(data.at("/data_sources/resume_used").booleanValue()).isTrue();
        assertThat(data.at("/reliability/confidence_score").intValue()).isBetween(1, 100);
    }

    @Test
    void nobodyIsRecommendedToThemselves() {
        Answer answer = pipeline().get("/api/ai/mentors/recommend/1001?top_k=20");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(ids(answer.at("/data/recommendations"))).hasSize(20).doesNotContain(1001L);
        JsonNode byText = recommended("{\"user_id\":\"1001\",\"interest\":\"백엔드 개발자\",\"top_k\":20}");
        assertThat(ids(byText)).doesNotContain(1001L);
    }

    @Test
    void aMentorWhoTakesNoRequestsIsNotRecommended() {
        pipeline().putMentor(880_031, "{\"jobs\":[\"옹기장이\"]}");
        pipeline().putMentor(880_032, "{\"jobs\":[\"옹기장이\"],\"available\":false}");
        pipeline().putMentor(880_033, "{\"jobs\":[\"옹기장이\"],\"capacity\":0}");
        pipeline().putMentor(880_034, "{\"jobs\":[\"옹기장이\"],\"capacity\":1}");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ids(recommended("{\"jobs\":[\"옹기장이\"],\"top_k\":20}")))
                        .startsWith(880_031L, 880_034L)
                        .doesNotContain(880_032L, 880_033L));
        LongStream.rangeClosed(880_031, 880_034).forEach(pipeline()::deleteMentor);
    }

    @Test
    void aMenteesProfileCountsFromTheNextRecommendationOn() {
        String person = "880041";
        pipeline().putMentee(person, "{\"jobs\":[\"프론트엔드 개발자\"]}");
        assertThat(jobsOfFirst(person)).contains("프론트엔드");
        pipeline().putMentee(person, "{\"jobs\":[\"데이터 분석가\"]}");
        assertThat(jobsOfFirst(person)).contains("데이터");
        JsonNode asked = recommended("{\"user_id\":" + person + ",\"interest\":\"프론트엔드 개발자\",\"top_k\":1}");
        assertThat(asked.get(0).get("jobs").toString())
                .as("what is asked for comes first")
                .contains("프론트엔드");
    }

    @Test
    void theSameQuestionGetsTheSameAnswer() {
        String question = "{\"interest\":\"결제 서버를 만들고 싶어요\",\"top_k\":20}";
        String first = recommended(question).toString();
        for (int i = 0; i < 5; i++) {
            assertThat(recommended(question).toString()).isEqualTo(first);
        }
    }

    @Test
    void anErasedMentorIsFoundNowhere() {
        long person = 880_051;
        pipeline().putMentor(person, "{\"jobs\":[\"대장장이\"],\"introduction\":\"무쇠를 두드립니다\"}");
        awaitFirst("대장장이", person);
        String seen = pipeline()
                .recommend("{\"interest\":\"대장장이\",\"top_k\":1}")
                .at("/task_id")
                .asString();
        assertThat(pipeline().deleteMentor(person).status()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ids(recommended("{\"interest\":\"대장장이\",\"top_k\":20}")))
                        .doesNotContain(person));
        assertThat(pipeline().mentor(person).status()).isEqualTo(404);
        assertThat(pipeline().task(seen).body()).doesNotContain("880051", "무쇠를");
        assertThat(pipeline().deleteMentor(person).status()).isEqualTo(404);
    }

    @Test
    void aChangedProfileIsSearchableWithinSeconds() {
        long person = 880_061;
        pipeline().putMentor(person, "{\"jobs\":[\"갓장이\"]}");
        awaitFirst("갓장이", person);
        pipeline().putMentor(person, "{\"jobs\":[\"매듭장\"]}");
        awaitFirst("매듭장", person);
        pipeline().deleteMentor(person);
    }

    @Test
    void vectorsAreOfUnitLengthAndInTheOrderOfTheTexts() {
        Answer both = pipeline().post("/api/ai/embeddings", "{\"input\":[\"백엔드 개발자\",\"Kafka\"],\"kind\":\"query\"}");
        assertThat(both.status()).as(both.toString()).isEqualTo(200);
        int dimension = both.at("/dimension").intValue();
        assertThat(both.at("/model").isString()).isTrue();
        assertThat(both.at("/embeddings").size()).isEqualTo(2);
        for (JsonNode vector : both.at("/embeddings")) {
            double length = 0;
            for (JsonNode value : vector) {
                length += value.doubleValue() * value.doubleValue();
            }
            assertThat(vector.size()).isEqualTo(dimension);
            assertThat(length).isBetween(0.999, 1.001);
        }
        Answer second = pipeline().post("/api/ai/embeddings", "{\"input\":[\"Kafka\"],\"kind\":\"query\"}");
        assertThat(second.at("/embeddings/0")).isEqualTo(both.at("/embeddings/1"));
        Answer passage = pipeline().post("/api/ai/embeddings", "{\"input\":[\"Kafka\"],\"kind\":\"passage\"}");
        assertThat(passage.status()).isEqualTo(200);
    }

    @Test
    void allMentorsAreEmbeddedAgainAsATaskWithProgress() {
        Answer accepted = pipeline().post("/api/ai/mentors/embeddings/update", "");
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        JsonNode task = pipeline().awaitTask(accepted.at("/task_id").asString());
        assertThat(task.get("status").asString()).isEqualTo("succeeded");
        assertThat(task.at("/result/embedded").intValue()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void textsOfTheGreatestAllowedLengthAreServed() {
        var words = new StringBuilder();
        for (int i = 0; words.length() < 4_990; i++) {
            words.append(Integer.toString(i * 7919, 36)).append(' ');
        }
        var skills = new ArrayList<String>();
        for (int i = 0; i < 50; i++) {
            skills.add("\"" + ("기술" + i + " ").repeat(30).substring(0, 100) + "\"");
        }
        String profile = "\"introduction\":\"" + words + "\",\"skills\":" + skills + ",\"jobs\":" + skills;
        Answer answer = pipeline().recommend("{\"interest\":\"" + "가나다 라마바 ".repeat(120) + "\"," + profile + "}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);

        long person = 880_071;
        assertThat(pipeline().putMentor(person, "{" + profile + "}").status()).isEqualTo(200);
        Answer refreshed = pipeline().send("PUT", "/api/ai/mentors/embeddings/" + person, "");
        assertThat(refreshed.status()).as(refreshed.toString()).isEqualTo(200);
        pipeline().deleteMentor(person);
    }

    private JsonNode recommended(String request) {
        Answer answer = pipeline().recommend(request);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.at("/result/recommendations");
    }

    private String jobsOfFirst(String person) {
        Answer answer = pipeline().recommendFor(person, 1);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.at("/data/recommendations/0/jobs").toString();
    }

    private void awaitFirst(String job, long mentor) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode found = recommended("{\"jobs\":[\"" + job + "\"],\"top_k\":1}");
            assertThat(ids(found)).containsExactly(mentor);
        });
    }

    private static List<Long> ids(@Nullable JsonNode recommendations) {
        List<Long> ids = new ArrayList<>();
        if (recommendations != null) {
            recommendations.forEach(mentor -> ids.add(mentor.get("user_id").longValue()));
        }
        return ids;
    }

    /** As the backend's class of it reads: a wrong type there is an exception. */
    private static void assertReadable(JsonNode mentor) {
        assertThat(mentor.get("user_id").isIntegralNumber()).isTrue();
        for (String field : TEXTS) {
            assertThat(mentor.get(field).isNull() || mentor.get(field).isString())
                    .as(field)
                    .isTrue();
        }
        for (String field : NUMBERS) {
            assertThat(mentor.get(field).isNull() || mentor.get(field).isNumber())
                    .as(field)
                    .isTrue();
        }
        assertThat(mentor.get("verified").isNull() || mentor.get("verified").isBoolean())
                .isTrue();
        for (String field : List.of("skills", "jobs")) {
            assertThat(mentor.get(field).isArray()).as(field).isTrue();
            mentor.get(field).forEach(item -> assertThat(item.isString()).isTrue());
        }
        assertThat(mentor.get("similarity_score").doubleValue()).isBetween(0.0, 1.0);
        assertThat(mentor.get("filter_type").asString())
                .isIn("job", "skill", "response_rate", "fallback_response_rate");
        assertThat(mentor.get("ground_truth").isNull()
                        || mentor.get("ground_truth").isString())
                .isTrue();
        JsonNode seen = mentor.get("last_active_at");
        assertThat(seen.isNull() || LOCAL_TIME.matcher(seen.asString()).matches())
                .as(seen.toString())
                .isTrue();
        assertThat(mentor.get("why").isObject()).isTrue();
    }
}
