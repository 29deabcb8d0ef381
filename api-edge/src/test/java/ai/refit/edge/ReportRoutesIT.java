package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.report.Grade;
import ai.refit.contracts.report.ReportRequest;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Postings and reports, as the product backend asks for them and as others may. */
final class ReportRoutesIT {

    private static final String JOB_POST = "/api/ai/repo/job-post";
    private static final String GENERATE = "/api/ai/repo/generate";
    private static final String REPORTS = "/api/ai/reports";

    /** What the backend sends, field by field; of the feedback's form some is left empty. */
    private static final String BACKENDS_CALL = """
            {"resume_id":%s,"job_post_id":%s,"user_skills":["Java","Spring Boot"],
             "mentor_feedback":{"key_requirements":["대용량 트래픽","","Kafka"],
               "requirement_assessments":[{"requirement":"Kafka","fulfillment":"부분충족","reason":"경험이 짧음"},
                                          {"requirement":"","fulfillment":"충족","reason":""}],
               "strengths":["꾸준함"],"strengths_reason":"","improvements":[],"improvements_reason":"없음",
               "action_items":["글쓰기","발표","면접","회고"],"job_fit":"상","pass_probability":"중","overall_comment":""},
             "chat_messages":[
               {"message_id":12,"chat_id":3,"room_sequence":2,"sender":{"user_id":8,"nickname":"멘토킴","profile_image_url":null,
                "user_type":"EXPERT"},"message_type":"TEXT","content":"둘째","client_message_id":"b","created_at":"2026-11-20T10:00:01"},
               {"message_id":11,"chat_id":3,"room_sequence":1,"sender":{"user_id":7,"nickname":"새싹이",
                "profile_image_url":"https://img.example/7.png","user_type":"JOB_SEEKER"},"message_type":"TEXT","content":"첫째",
                "client_message_id":"a","created_at":"2026-11-20T10:00:00"},
               {"message_id":13,"chat_id":3,"room_sequence":3,"sender":null,"message_type":"TEXT","content":"",
                "client_message_id":null,"created_at":null,"added_later":{"x":[1]}}]}
            """;

    private static RunningEdge edge;
    private static DocumentWorker analyses;
    private static DocumentWorker postings;
    private static DocumentWorker reports;

    @BeforeAll
    static void open() {
        edge = RunningEdge.shared();
        analyses = new DocumentWorker(Topics.ANALYSIS_REQUESTED);
        postings = new DocumentWorker(Topics.POSTING_REQUESTED);
        reports = new DocumentWorker(Topics.REPORT_REQUESTED);
    }

    @AfterAll
    static void close() {
        analyses.close();
        postings.close();
        reports.close();
    }

    @Test
    void aPostingIsAnsweredInBothSpellingsWithTheTypesThatTheBackendReads() {
        JsonNode data = read("https://jobs.example/spellings?id=1").at("/data");
        assertThat(data.get("job_post_id").isIntegralNumber()).isTrue();
        for (String field : List.of(
                "title", "company", "job_post_title", "job_post_position", "employment_type", "experience_level")) {
            assertThat(data.get(field).isString()).as(field).isTrue();
        }
        assertThat(data.get("education").isNull()).isTrue();
        assertThat(data.get("job_post_title")).isEqualTo(data.get("title"));
        for (String list : List.of(
                "requirements", "responsibilities", "qualifications", "preferred_qualifications", "tech_stack")) {
            assertThat(data.get(list).isArray()).as(list).isTrue();
            data.get(list).forEach(item -> assertThat(item.isString()).as(list).isTrue());
        }
        assertThat(data.get("qualifications")).isEqualTo(data.get("requirements"));
        assertThat(data.get("engine").asString()).isEqualTo("offline");
    }

    @Test
    void theSamePageHasTheSameIdAndIsReadAgainOnlyWhenForced() {
        Answer first = read("https://jobs.example/same?id=5&page=1");
        long id = first.at("/data/job_post_id").longValue();
        for (String again : List.of(
                "https://jobs.example/same?id=5&page=1", "http://JOBS.example:80/same/?page=1&utm_source=x&id=5#top")) {
            Answer known = edge.post(JOB_POST, "{\"job_post_url\":\"" + again + "\",\"source\":\"wanted\"}");
            assertThat(known.status()).as(known.toString()).isEqualTo(200);
            assertThat(known.at("/data")).isEqualTo(first.at("/data"));
        }
        var forced = edge.sending("POST", JOB_POST, """
                {"job_url":"https://jobs.example/same?id=5&page=1","force":true,"source":"forced"}""");
        TaskOrder order = postings.orderOf("forced");
        assertThat(DocumentWorker.reference(order).force()).isTrue();
        DocumentWorker.complete(order, DocumentWorker.POSTING.replace("정규직", "계약직"));
        assertThat(forced.join().at("/data/job_post_id").longValue()).isEqualTo(id);
        assertThat(forced.join().text("/data/employment_type")).isEqualTo("계약직");
        assertThat(read("https://jobs.example/same?id=6")
                        .at("/data/job_post_id")
                        .longValue())
                .isNotEqualTo(id);
    }

    @Test
    void aPageWithoutAPostingAndAnAddressThatMustNotBeFetchedAre422() {
        for (String code : List.of("NOT_A_POSTING", "URL_NOT_ALLOWED")) {
            var call = edge.sending("POST", JOB_POST, "{\"job_url\":\"https://jobs.example/" + code + "\"}");
            DocumentWorker.fail(postings.orderOf("jobs.example/" + code), code);
            assertThat(call.join().status()).as(call.join().toString()).isEqualTo(422);
            assertThat(call.join().code()).isEqualTo(code);
        }
        assertFault(edge.post(JOB_POST, "{}"), "job_url");
        assertFault(edge.post(JOB_POST, "{\"job_url\":\"jobs.example\"}"), "job_url");
        assertFault(edge.post(JOB_POST, "{\"job_url\":\"https://a.example\",\"text\":\"b\"}"), "text");
    }

    @Test
    void theBackendsReportReachesTheWorkerWithAllThatWasSaidAndLookedUp() {
        long jobPost =
                read("https://jobs.example/report").at("/data/job_post_id").longValue();
        var parse =
                edge.sending("POST", "/api/ai/resumes/7001/parse", "{\"file_url\":\"https://s3.example/7001.pdf\"}");
        DocumentWorker.complete(analyses.orderOf("s3.example/7001.pdf"), DocumentWorker.ANALYSIS);
        parse.join();

        var call = edge.sending("POST", GENERATE, BACKENDS_CALL.formatted(7001, jobPost));
        TaskOrder order = reports.orderOf("멘토킴");
        ReportRequest request = Json.read(DocumentWorker.input(order).toString(), ReportRequest.class);
        assertThat(new String(order.body(), StandardCharsets.UTF_8))
                .as("what travels")
                .doesNotContain("멘토킴", "둘째", "꾸준함", "리핏");
        assertThat(request.resume().text()).isEqualTo("경력 리핏 [PHONE_1]");
        assertThat(request.resume().contentJson().skills()).containsExactly("Java", "Kafka");
        assertThat(request.resume().provenance().model()).isEqualTo("rules-1");
        assertThat(request.resumeNote()).isNull();
        assertThat(request.posting().requiredTechs()).containsExactly("Java", "Kafka");
        assertThat(request.postingRequest()).isNull();
        assertThat(request.userSkills()).containsExactly("Java", "Spring Boot");
        assertThat(request.names()).containsExactly("멘토킴", "새싹이");
        assertThat(request.chat())
                .containsExactly(new ReportRequest.ChatMessage(false, "첫째"), new ReportRequest.ChatMessage(true, "둘째"));
        var feedback = request.mentorFeedback();
        assertThat(feedback.keyRequirements()).containsExactly("대용량 트래픽", "Kafka");
        assertThat(feedback.requirementAssessments()).hasSize(1);
        assertThat(feedback.requirementAssessments().getFirst().fulfillment()).isEqualTo(Fulfillment.PARTLY_MET);
        assertThat(feedback.jobFit()).isEqualTo(Grade.HIGH);
        assertThat(feedback.passProbability()).isEqualTo(Grade.MIDDLE);
        assertThat(feedback.overallComment()).isNull();
        assertThat(feedback.actionItems()).hasSize(4);

        DocumentWorker.complete(order, DocumentWorker.REPORT);
        Answer answer = call.join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("OK");
        assertThat(answer.at("/data").toString()).as("as the worker wrote it").isEqualTo(DocumentWorker.REPORT);
    }

    @Test
    void aResumeThatNobodyKnowsIsSaidToTheWorkerAndAnUnknownPostingIs404() {
        long jobPost =
                read("https://jobs.example/no-resume").at("/data/job_post_id").longValue();
        String task = edge.post(REPORTS, "{\"resume_id\":990001,\"job_post_id\":" + jobPost + "}")
                .taskId();
        ReportRequest request =
                Json.read(DocumentWorker.input(reports.order(task)).toString(), ReportRequest.class);
        assertThat(request.resume()).isNull();
        assertThat(request.resumeNote()).isNotBlank();

        for (String route : List.of(GENERATE, REPORTS)) {
            Answer unknown = edge.post(route, "{\"resume_id\":990001,\"job_post_id\":987654321}");
            assertThat(unknown.status()).as(unknown.toString()).isEqualTo(404);
            assertThat(unknown.code()).isEqualTo("JOB_POST_NOT_FOUND");
        }
    }

    @Test
    void anAnalysisMustHaveSucceededToBeReportedOn() {
        String analysis = edge.post("/api/ai/analyses", "{\"text\":\"to be reported on\"}")
                .taskId();
        String report = "{\"analysis_task_id\":\"" + analysis + "\",\"job_posting\":\"Java 개발자를 찾습니다\"}";
        Answer early = edge.post(REPORTS, report);
        assertThat(early.status()).as(early.toString()).isEqualTo(409);
        assertThat(early.text("/detail")).contains("queued");
        DocumentWorker.complete(analyses.order(analysis), DocumentWorker.ANALYSIS);
        edge.awaitFinal(analysis);

        var waiting = edge.sending("POST", REPORTS, report, "Prefer", "wait=20");
        TaskOrder order = reports.orderOf("Java 개발자를 찾습니다");
        JsonNode input = DocumentWorker.input(order);
        assertThat(input.at("/resume/text").asString()).isEqualTo("경력 리핏 [PHONE_1]");
        assertThat(input.at("/posting_request/text").asString()).isEqualTo("Java 개발자를 찾습니다");
        DocumentWorker.complete(order, DocumentWorker.REPORT);
        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(waiting.join().text("/engine")).isEqualTo("gemini");
        assertThat(waiting.join().at("/usage/cost_usd").doubleValue()).isEqualTo(0.0021);

        String missing = "{\"analysis_task_id\":\"" + TaskIds.next() + "\",\"job_posting\":\"x\"}";
        assertThat(edge.post(REPORTS, missing).code()).isEqualTo("TASK_NOT_FOUND");
        String noAnalysis = edge.submit("{\"interest\":\"no analysis\"}");
        assertFault(
                edge.post(REPORTS, "{\"analysis_task_id\":\"" + noAnalysis + "\",\"job_posting\":\"x\"}"),
                "analysis_task_id");
    }

    @Test
    void whatIsGivenInlineIsReadAsATextAndSoMaskedLikeOne() {
        String task = edge.post(REPORTS, """
                {"resume":{"work_experience":[{"company":"리핏","position":null,"job":"개발자","start_date":"2020","end_date":""}],
                           "skills":["Java","Go"],"education":["OO대학교"]},
                 "job_posting":{"job_post_title":"서버 개발자","company":"카페","qualifications":["Go 2년"],"tech_stack":["Go"]}}
                """).taskId();
        JsonNode input = DocumentWorker.input(reports.order(task));
        assertThat(input.get("resume").isNull()).isTrue();
        assertThat(input.get("resume_text").asString())
                .isEqualTo("경력\n리핏 | 개발자 | 2020 ~ \n\n학력\nOO대학교\n\n기술\nJava, Go\n");
        assertThat(input.at("/posting_request/text").asString())
                .isEqualTo("공고: 서버 개발자\n회사: 카페\n\n자격요건\n- Go 2년\n\n기술 스택\nGo\n");

        String given = edge.post(REPORTS, "{\"job_posting\":" + DocumentWorker.POSTING + "}")
                .taskId();
        assertThat(DocumentWorker.input(reports.order(given))
                        .at("/posting/required_techs/1")
                        .asString())
                .as("what was read already is taken as it is")
                .isEqualTo("Kafka");
    }

    @Test
    void aReportThatCannotBeMadeIsAProblem() {
        String[][] expected = {{"NOT_A_POSTING", "422"}, {"ORDER_FAILED", "502"}, {"DEADLINE_PASSED", "504"}};
        for (String[] failure : expected) {
            String marker = "fails with " + failure[0];
            var call = edge.sending("POST", GENERATE, "{\"job_posting\":\"" + marker + "\"}");
            DocumentWorker.fail(reports.orderOf(marker), failure[0]);
            assertThat(call.join().status()).as(call.join().toString()).isEqualTo(Integer.parseInt(failure[1]));
            assertThat(call.join().code()).isEqualTo(failure[0]);
        }
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        String on = "{\"job_posting\":\"x\",";
        assertFault(edge.post(REPORTS, "{\"resume\":\"me\"}"), "job_post_id");
        assertFault(edge.post(REPORTS, "{\"job_post_id\":\"7\"}"), "job_post_id");
        assertFault(edge.post(REPORTS, "{\"job_post_id\":7,\"job_url\":\"https://a.example\"}"), "job_url");
        assertFault(edge.post(REPORTS, "{\"job_posting\":[]}"), "job_posting");
        assertFault(edge.post(REPORTS, "{\"job_posting\":{\"company\":\"only\"}}"), "job_posting.requirements");
        assertFault(edge.post(REPORTS, on + "\"resume_id\":[1]}"), "resume_id");
        assertFault(edge.post(REPORTS, on + "\"resume_id\":1,\"resume\":\"x\"}"), "resume");
        assertFault(edge.post(REPORTS, on + "\"analysis_task_id\":\"no\"}"), "analysis_task_id");
        assertFault(edge.post(REPORTS, on + "\"resume\":\"" + "가".repeat(200_001) + "\"}"), "resume");
        assertFault(edge.post(REPORTS, on + "\"resume\":{\"skills\":[7]}}"), "resume.skills[0]");
        assertFault(edge.post(REPORTS, on + "\"user_skills\":\"Java\"}"), "user_skills");
        assertFault(edge.post(REPORTS, on + "\"mentor_feedback\":\"good\"}"), "mentor_feedback");
        assertFault(edge.post(REPORTS, on + "\"mentor_feedback\":{\"job_fit\":\"최상\"}}"), "mentor_feedback.job_fit");
        assertFault(
                edge.post(
                        REPORTS,
                        on
                                + "\"mentor_feedback\":{\"requirement_assessments\":[{\"requirement\":\"a\",\"fulfillment\":1}]}}"),
                "mentor_feedback.requirement_assessments[0].fulfillment");
        assertFault(
                edge.post(REPORTS, on + "\"mentor_feedback\":{\"strengths\":[\"" + "x".repeat(5_001) + "\"]}}"),
                "mentor_feedback.strengths[0]");
        assertFault(edge.post(REPORTS, on + "\"chat_messages\":[{\"content\":7}]}"), "chat_messages[0].content");
        assertFault(
                edge.post(REPORTS, on + "\"chat_messages\":[{},{\"content\":\"" + "x".repeat(5_001) + "\"}]}"),
                "chat_messages[1].content");
        assertFault(edge.post(REPORTS, on + "\"chat_messages\":[" + "{},".repeat(2_000) + "{}]}"), "chat_messages");
        assertFault(edge.post(REPORTS, on + "\"chat_messages\":[{\"sender\":\"me\"}]}"), "chat_messages[0].sender");
    }

    @Test
    void withAPreferenceTheBackendsCallsAreTasksToo() {
        for (String[] call : new String[][] {
            {GENERATE, "{\"job_posting\":\"preferred\"}"},
            {JOB_POST, "{\"job_url\":\"https://jobs.example/preferred\"}"},
            {"/api/ai/resumes/1/parse", "{\"file_url\":\"https://s3.example/preferred.pdf\"}"}
        }) {
            Answer answer = edge.post(call[0], call[1], "Prefer", "respond-async");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            assertThat(answer.header("Preference-Applied")).contains("respond-async");
            assertThat(answer.text("/status")).isEqualTo("queued");
            assertThat(edge.delete(RunningEdge.TASKS + answer.taskId()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theSameKeyAndReportIsTheSameTask() {
        String key = UUID.randomUUID().toString();
        String body = "{\"job_posting\":\"" + key + "\"}";
        Answer first = edge.post(REPORTS, body, "Idempotency-Key", key);
        assertThat(edge.post(REPORTS, body, "Idempotency-Key", key).taskId()).isEqualTo(first.taskId());
        assertThat(edge.post(REPORTS, body + " ", "Idempotency-Key", key).code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    private static Answer read(String url) {
        var call = edge.sending("POST", JOB_POST, """
                {"job_url":"%s","job_post_url":"%s","source":"saramin"}""".formatted(url, url));
        DocumentWorker.complete(postings.orderOf(url), DocumentWorker.POSTING);
        Answer answer = call.join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("OK");
        return answer;
    }

    private static void assertFault(Answer answer, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("INVALID_FIELD");
        assertThat(answer.text("/errors/0/field")).isEqualTo(field);
    }
}
