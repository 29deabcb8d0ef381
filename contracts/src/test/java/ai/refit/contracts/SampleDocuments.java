package ai.refit.contracts;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.analysis.ResumeContent.Project;
import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Engine;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Source;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.report.Grade;
import ai.refit.contracts.report.Report;
import ai.refit.contracts.report.Report.*;
import java.util.List;
import java.util.Map;

/** Results of work on documents, for any test that needs one. */
public final class SampleDocuments {

    private static final Provenance OFFLINE = new Provenance(Engine.OFFLINE, "rules-1", true, "NO_CREDENTIALS");

    private SampleDocuments() {}

    public static ResumeAnalysis analysis() {
        String text = "경력\n리핏 (2021.03 - 2024.02) 백엔드 개발자\n기술: Kafka";
        return new ResumeAnalysis(
                false,
                "학사",
                new ResumeContent(
                        List.of(new WorkExperience("리핏", null, "백엔드 개발자", "2021-03", "2024-02", null)),
                        List.of(new Project("정산 서버", "2022", "present", "Kafka로 다시 만들었습니다.")),
                        List.of("한국대학교 컴퓨터공학과 졸업 (2020)"),
                        List.of(),
                        List.of("정보처리기사 (2020)"),
                        List.of(),
                        List.of("Kafka")),
                text,
                81,
                Map.of("phone", 1),
                Map.of("/work_experience/0", List.of(new Citation(Source.RESUME, "리핏 (2021.03 - 2024.02)", 3))),
                0,
                text,
                OFFLINE,
                Usage.NONE);
    }

    public static JobPosting posting() {
        return new JobPosting(
                "백엔드 개발자 채용",
                "한빛테크",
                "백엔드 개발자",
                "정규직",
                "경력 3년 이상",
                null,
                List.of("결제 서버 개발"),
                List.of("Kafka 운영 경험", "Spring Boot 개발 경험"),
                List.of("Kubernetes"),
                List.of("Kafka", "Spring Boot"),
                List.of("Kubernetes"),
                List.of("Kafka", "Spring Boot", "Kubernetes"),
                0,
                new Provenance(Engine.GEMINI, "gemini-2.5-flash posting-1", false, null),
                new Usage(1, 900, 0, 200, 0.0012, 0));
    }

    public static Report report() {
        return new Report(
                new BasicInfo("2026-11-23", "백엔드 개발자 채용", "백엔드 개발자"),
                new TechCoverage(
                        List.of("Kafka", "Spring Boot"),
                        List.of("Kubernetes"),
                        List.of("Kafka"),
                        50.0,
                        List.of("Spring Boot"),
                        List.of("Kubernetes")),
                new CapabilityMatching(List.of(new RequirementMatch(
                        "Kafka 운영 경험",
                        Fulfillment.PARTLY_MET,
                        "운영은 짧았습니다.",
                        Fulfillment.MET,
                        "Kafka는 정산 서버에서 확인됩니다.",
                        false))),
                new StrengthsAnalysis(List.of("Kafka"), List.of(), List.of("정산 서버 경험"), "경력에서 확인됩니다."),
                new ImprovementsAnalysis(List.of(), List.of("수치"), List.of("Spring Boot"), "찾지 못했습니다."),
                new ActionPlan(List.of("1~3일차: Spring Boot로 작은 API를 만듭니다."), List.of()),
                new OverallEvaluation(Grade.MIDDLE, Grade.LOW),
                new FinalComment("Kafka는 충분하나 Spring Boot가 보이지 않습니다.", null),
                new DataSources(true, true, false, true, "개인정보는 가린 뒤 분석했습니다."),
                new Reliability(74, "이력서와 공고가 모두 있습니다.", List.of()),
                Map.of("/capability_matching/matches/0", List.of(new Citation(Source.RESUME, "Kafka", 40))),
                1,
                OFFLINE,
                Usage.NONE);
    }
}
