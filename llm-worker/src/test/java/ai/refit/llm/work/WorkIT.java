package ai.refit.llm.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.SampleDocuments;
import ai.refit.contracts.analysis.AnalysisRequest;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.posting.PostingRequest;
import ai.refit.contracts.report.ReportRequest;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import ai.refit.llm.ledger.Claim;
import ai.refit.llm.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The worker between its topics and its ledger, with the edge played by the test, and without a language model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkIT {

    private static final String RESUME = """
            이력서

            김하늘
            연락처: 010-2345-6789 / haneul.kim@example.com

            경력
            한빛테크 (2021.03 ~ 2024.02) 백엔드 개발자
            - Spring Boot와 Kafka로 결제 서버를 개발, 응답 시간 40% 단축

            학력
            한국대학교 컴퓨터공학과 졸업 (2021)

            자격증
            정보처리기사 (2020)

            기술
            Java, Spring Boot, Kafka, PostgreSQL
            """;
    private static final String POSTING = """
            [새벽상점] 백엔드 개발자 채용
            회사명: 새벽상점

            주요업무
            - 주문 서버 개발과 운영

            자격요건
            - Spring Boot 개발 경험 3년 이상
            - Kafka 운영 경험

            우대사항
            - Kubernetes 경험
            """;

    private RunningWorker worker;
    private HandEdge edge;

    @BeforeAll
    void open() {
        worker = new RunningWorker();
        edge = new HandEdge();
    }

    @AfterAll
    void close() {
        edge.close();
        worker.close();
    }

    @Test
    void aResumeIsReadAndNobodyButItsOwnerIsToldWhoseItIs() {
        UUID task = edge.order(TaskKind.ANALYSIS, text(RESUME), null, true, inTwoMinutes())
                .task();

        JsonNode result = edge.result(task);

        assertThat(result.at("/content_json/work_experience/0/company").asString())
                .isEqualTo("한빛테크");
        assertThat(result.at("/content_json/skills").toString()).contains("Kafka");
        assertThat(result.at("/is_fresher").asBoolean()).isFalse();
        assertThat(result.at("/engine").asString()).isEqualTo("offline");
        assertThat(result.at("/degraded").asBoolean()).isTrue();
        assertThat(result.at("/reason").asString()).isEqualTo("NO_CREDENTIALS");
        assertThat(result.at("/masked/phone").asInt()).isEqualTo(1);
        assertThat(result.toString()).doesNotContain("010-2345-6789", "haneul.kim", "김하늘");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(edge.stages(task)).contains("reading", "analysing"));
    }

    @Test
    void aPostingIsReadAndAReportIsWrittenOnIt() {
        JsonNode posting = edge.result(edge.handIn(TaskKind.POSTING, new PostingRequest(null, POSTING, null), null));
        assertThat(posting.at("/company").asString()).isEqualTo("새벽상점");
        assertThat(posting.at("/required_techs").toString()).contains("Kafka");

        UUID task = edge.handIn(
                TaskKind.REPORT,
                new ReportRequest(
                        null,
                        RESUME,
                        null,
                        null,
                        new PostingRequest(null, POSTING, null),
                        List.of(),
                        List.of(),
                        null,
                        List.of()),
                null);
        JsonNode report = edge.result(task);

        assertThat(report.at("/tech_coverage/coverage_rate").asDouble()).isEqualTo(100.0);
        assertThat(report.at("/tech_coverage/missing_preferred").toString()).contains("Kubernetes");
        assertThat(report.at("/capability_matching/matches")).hasSize(3);
        assertThat(report.at("/data_sources/resume_used").asBoolean()).isTrue();
        assertThat(report.toString()).doesNotContain("010-2345-6789", "김하늘");
    }

    @Test
    void theSameResumeAgainIsTheEarlierResultUnlessItIsForced() {
        AnalysisRequest request = text(RESUME + "\n취미: 등산 " + UUID.randomUUID());
        JsonNode first = edge.result(edge.handIn(TaskKind.ANALYSIS, request, null));
        UUID again = edge.handIn(TaskKind.ANALYSIS, request, null);
        assertThat(edge.result(again)).isEqualTo(first);
        assertThat(edge.stages(again)).as("nobody read it again").doesNotContain("analysing");

        UUID forced = edge.order(TaskKind.ANALYSIS, request, null, true, inTwoMinutes())
                .task();
        edge.result(forced);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(edge.stages(forced)).contains("analysing"));
    }

    @Test
    void anUnmaskedAnalysisTravelsMaskedAndLiesUnmaskedWithItsInput() {
        UUID task = edge.handIn(TaskKind.ANALYSIS, new AnalysisRequest(RESUME, null, List.of(), true), null);

        assertThat(edge.result(task).toString()).doesNotContain("010-2345-6789");
        assertThat(TestServers.query("SELECT unmasked FROM inputs.inputs WHERE input_id = ?", task))
                .singleElement()
                .asString()
                .contains("010-2345-6789");
    }

    @Test
    void whatIsNoResumeFailsWithItsCode() {
        assertThat(edge.failure(edge.handIn(TaskKind.ANALYSIS, text("오늘의 점심은 김치찌개입니다."), null))
                        .code())
                .isEqualTo("NOT_A_RESUME");
        assertThat(edge.failure(edge.handIn(
                                TaskKind.ANALYSIS,
                                new AnalysisRequest(null, null, List.of(), false),
                                "no pdf".getBytes(StandardCharsets.UTF_8)))
                        .code())
                .isEqualTo("NOT_A_PDF");
        assertThat(edge.failure(edge.handIn(
                                TaskKind.ANALYSIS,
                                new AnalysisRequest(null, "http://127.0.0.1:1/resume.pdf", List.of(), false),
                                null))
                        .code())
                .isEqualTo("URL_NOT_ALLOWED");
    }

    @Test
    void anOrderThatComesTwiceIsWorkedOnOnceAndReportedAgain() {
        HandEdge.Ordered ordered = edge.order(TaskKind.ANALYSIS, text(RESUME), null, true, inTwoMinutes());
        TaskReport first = edge.report(ordered.task());

        ordered.sendAgain();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> edge.finalReports(ordered.task()).size() == 2);
        assertThat(edge.finalReports(ordered.task()))
                .allSatisfy(message -> assertThat(message.value()).isEqualTo(((TaskReport.Completed) first).result()));
        assertThat(fence(ordered.task())).isOne();
    }

    @Test
    void theWorkOfAWorkerThatDiedIsDoneByAnother() {
        UUID task = edge.handIn(TaskKind.ANALYSIS, text(RESUME), null);
        edge.result(task);
        // As a worker leaves it that was killed in the middle: claimed, with the lease running out.
        TestServers.execute("""
                UPDATE llm.ledger SET outcome = NULL, report = NULL, finished_at = NULL, published_at = NULL,
                    shareable = false, claimed_until = now() + interval '1 second' WHERE task_id = ?""", task);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> edge.finalReports(task).size() == 2);
        assertThat(fence(task)).isEqualTo(2);
    }

    @Test
    void whoLostTheClaimSavesNothing() {
        UUID task = edge.handIn(TaskKind.ANALYSIS, text(RESUME), null);
        edge.result(task);
        Ledger ledger = worker.bean(Ledger.class);
        var order = ledger.ending(task).orElseThrow().order();
        TestServers.execute(
                "UPDATE llm.ledger SET outcome = NULL, claimed_until = now() + interval '1 hour', fence = 5 WHERE task_id = ?",
                task);

        var late = new TaskReport.Completed(task, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(ledger.finish(new Claim(order, 4), late, null, false)).isFalse();
        assertThat(ledger.renew(List.of(new Claim(order, 4)))).isEmpty();
        assertThat(ledger.finish(new Claim(order, 5), late, null, false)).isTrue();
        assertThat(ledger.finish(new Claim(order, 5), late, null, false))
                .as("a final state is final")
                .isFalse();
    }

    @Test
    void whatTheWorldIsToBlameForIsTriedAgainAndThenGivenUp() {
        UUID task = edge.handIn(TaskKind.ANALYSIS, text(RESUME), null);
        edge.result(task);
        TestServers.execute("""
                UPDATE llm.ledger SET outcome = NULL, report = NULL, finished_at = NULL, published_at = NULL,
                    shareable = false, fence = 3, claimed_until = now() WHERE task_id = ?""", task);
        try (var letters = Mailbox.of(Topics.deadLetters(Topics.ANALYSIS_REQUESTED))) {
            assertThat(letters.await(task.toString()).headers().lastHeader("reason"))
                    .isNotNull();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> edge.finalReports(task).size() == 2);
        assertThat(((TaskReport.Failed) TaskReport.read(edge.finalReports(task).getLast())).code())
                .isEqualTo("ATTEMPTS_EXHAUSTED");
    }

    @Test
    void aCanceledTaskIsNotWorkedOn() {
        UUID unrelated = UUID.randomUUID();
        HandEdge.cancel(unrelated);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> worker.bean(Ledger.class).isCanceled(unrelated));

        HandEdge.Ordered ordered = edge.order(TaskKind.ANALYSIS, text(RESUME), null, true, inTwoMinutes());
        edge.report(ordered.task());
        HandEdge.cancel(ordered.task());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> worker.bean(Ledger.class).isCanceled(ordered.task()));
        TestServers.execute("DELETE FROM llm.ledger WHERE task_id = ?", ordered.task());
        ordered.sendAgain();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> edge.finalReports(ordered.task()).size() == 2);
        assertThat(((TaskReport.Failed) TaskReport.read(
                                edge.finalReports(ordered.task()).getLast()))
                        .code())
                .isEqualTo("CANCELED");
    }

    @Test
    void anOrderAfterItsDeadlineOrThatNobodyCanReadStopsNobody() {
        String key = UUID.randomUUID().toString();
        TestServers.send(
                new ProducerRecord<>(Topics.REPORT_REQUESTED, key, "no order".getBytes(StandardCharsets.UTF_8)));
        UUID late = edge.order(
                        TaskKind.ANALYSIS,
                        text(RESUME),
                        null,
                        false,
                        Instant.now().minusSeconds(1))
                .task();
        try (var letters = Mailbox.of(Topics.deadLetters(Topics.REPORT_REQUESTED))) {
            assertThat(letters.await(key).value()).isEqualTo("no order".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(edge.failure(late).code()).isEqualTo("DEADLINE_PASSED");
        assertThat(edge.report(edge.handIn(TaskKind.ANALYSIS, text(RESUME), null)))
                .isInstanceOf(TaskReport.Completed.class);
    }

    @Test
    void whileKafkaAndTheDatabaseAreAwayNothingIsLost() {
        List<UUID> tasks = Stream.generate(() -> edge.order(TaskKind.ANALYSIS, text(RESUME), null, true, inTwoMinutes())
                        .task())
                .limit(20)
                .toList();
        TestServers.stopDatabase();
        TestServers.startDatabase();
        TestServers.stopKafka();
        TestServers.startKafka();

        tasks.forEach(task -> await().atMost(Duration.ofSeconds(60))
                .until(() -> !edge.finalReports(task).isEmpty()));
        tasks.forEach(task -> assertThat(edge.finalReports(task))
                .allSatisfy(message -> assertThat(TaskReport.read(message)).isInstanceOf(TaskReport.Completed.class)));
    }

    @Test
    void anEarlierAnalysisAndPostingMakeAReportWithoutBeingReadAgain() {
        UUID task = edge.handIn(
                TaskKind.REPORT,
                new ReportRequest(
                        SampleDocuments.analysis(),
                        null,
                        null,
                        SampleDocuments.posting(),
                        null,
                        List.of(),
                        List.of("Docker"),
                        null,
                        List.of(new ReportRequest.ChatMessage(true, "제 번호는 010-9999-8888 입니다."))),
                null);
        assertThat(Json.text(edge.result(task))).contains("\"chat_used\":true").doesNotContain("010-9999-8888");
        assertThat(edge.stages(task)).doesNotContain("reading the posting", "analysing");
    }

    private static AnalysisRequest text(String resume) {
        return new AnalysisRequest(resume, null, List.of(), false);
    }

    private static Instant inTwoMinutes() {
        return Instant.now().plus(Duration.ofMinutes(2));
    }

    private static long fence(UUID task) {
        return TestServers.count("SELECT fence FROM llm.ledger WHERE task_id = ?", task);
    }
}
