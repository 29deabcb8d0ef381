package ai.refit.llm.judgement;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.analysis.ResumeContent.Project;
import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.contracts.model.Engine;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.report.Report;
import ai.refit.contracts.report.ReportRequest;
import ai.refit.contracts.report.ReportRequest.ChatMessage;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.report.Coverage;
import ai.refit.llm.report.ReportAssembly;
import ai.refit.llm.report.ReportMaterials;
import ai.refit.llm.report.Technologies;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is handed in for one report, written as people write it, and the report that the rules make of it. */
record ReportCase(
        @Nullable ResumeAnalysis resume,
        @Nullable String resumeNote,
        JobPosting posting,
        List<String> userSkills,
        @Nullable MentorFeedback feedback,
        List<ChatMessage> chat) {

    static final Aliases ALIASES = Aliases.shipped();
    /** Already the 24th in Seoul. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T16:00:00Z"), ZoneOffset.UTC);

    private static final ReportMaterials MATERIALS = new ReportMaterials(new Coverage(new Technologies(ALIASES)));
    private static final ReportRules RULES = new ReportRules(ALIASES, CLOCK);
    private static final ReportAssembly ASSEMBLY = new ReportAssembly(ALIASES, CLOCK);

    static final Provenance OFFLINE = new Provenance(Engine.OFFLINE, "rules-1", false, null);

    static ReportCase on(JobPosting posting) {
        return new ReportCase(null, null, posting, List.of(), null, List.of());
    }

    ReportCase with(@Nullable ResumeAnalysis other) {
        return new ReportCase(other, resumeNote, posting, userSkills, feedback, chat);
    }

    ReportCase noting(String note) {
        return new ReportCase(resume, note, posting, userSkills, feedback, chat);
    }

    ReportCase knowing(String... skills) {
        return new ReportCase(resume, resumeNote, posting, List.of(skills), feedback, chat);
    }

    ReportCase with(MentorFeedback other) {
        return new ReportCase(resume, resumeNote, posting, userSkills, other, chat);
    }

    ReportCase saying(String... messages) {
        List<ChatMessage> said = new ArrayList<>(chat);
        for (String message : messages) {
            said.add(new ChatMessage(false, message));
        }
        return new ReportCase(resume, resumeNote, posting, userSkills, feedback, said);
    }

    ReportMaterial material() {
        return MATERIALS.of(request(), resume, posting);
    }

    ReportFindings findings() {
        return RULES.judge(material());
    }

    Report report() {
        return report(findings());
    }

    /** The report made of findings that somebody else may have made. */
    Report report(ReportFindings findings) {
        return ASSEMBLY.assemble(request(), resume, material(), findings, OFFLINE, Usage.NONE);
    }

    private ReportRequest request() {
        return new ReportRequest(resume, null, resumeNote, posting, null, List.of(), userSkills, feedback, chat);
    }

    static JobPosting posting(
            String title, String position, List<String> requirements, List<String> required, List<String> preferred) {
        return new JobPosting(
                title,
                "다온커머스",
                position,
                null,
                null,
                null,
                List.of(),
                requirements,
                List.of(),
                required,
                preferred,
                List.of(),
                0,
                null,
                Usage.NONE);
    }

    static JobPosting koreanPosting() {
        return posting(
                "백엔드 개발자 채용",
                "백엔드 개발자",
                List.of(
                        "Java, Spring Boot, JPA 기반 서버 개발 경력 3년 이상",
                        "Kafka 등 메시지 큐를 활용한 대용량 트래픽 처리 경험",
                        "기획자·디자이너와 원활하게 협업한 경험",
                        "컴퓨터공학 학사 이상"),
                List.of("Java", "Spring Boot", "JPA", "Kafka", "MySQL"),
                List.of("Kubernetes", "Redis"));
    }

    static JobPosting englishPosting() {
        return posting(
                "Backend Engineer",
                "Backend Engineer",
                List.of(
                        "3+ years of experience with Java and Spring Boot",
                        "Experience with Kafka or RabbitMQ",
                        "Strong collaboration across teams"),
                List.of("Java", "Spring Boot", "Kafka", "PostgreSQL"),
                List.of("Kubernetes"));
    }

    static ResumeAnalysis koreanResume() {
        String text = """
                [NAME_1]
                백엔드 개발자 | [PHONE_1] | [EMAIL_1]

                경력
                한빛소프트 | 선임 | 2022-03 ~ 재직 중
                Spring Boot와 JPA로 주문 API를 개발하고 쿼리를 고쳐 응답 시간을 40% 단축
                기획자, 디자이너와 2주 단위 스프린트로 정산 서비스를 출시
                누리페이 | 사원 | 2020-07 ~ 2022-02
                Java로 결제 배치를 개발

                프로젝트
                중고책 거래 서비스
                Redis 캐시를 써서 목록 조회를 개선

                학력
                가온대학교 컴퓨터공학과 졸업 (2020)
                자격증
                정보처리기사 (2021)
                기술
                Java, 스프링부트, JPA, MySQL, Redis, Git
                """;
        return resume(
                text,
                List.of(
                        new WorkExperience(
                                "한빛소프트",
                                "선임",
                                "백엔드 개발자",
                                "2022-03",
                                "present",
                                "Spring Boot와 JPA로 주문 API를 개발하고 쿼리를 고쳐 응답 시간을 40% 단축\n기획자, 디자이너와 2주 단위 스프린트로 정산 서비스를 출시"),
                        new WorkExperience("누리페이", "사원", "서버 개발자", "2020-07", "2022-02", "Java로 결제 배치를 개발")),
                List.of(new Project("중고책 거래 서비스", null, null, "Redis 캐시를 써서 목록 조회를 개선")),
                List.of("가온대학교 컴퓨터공학과 졸업 (2020)"),
                List.of("정보처리기사 (2021)"),
                List.of("Java", "스프링부트", "JPA", "MySQL", "Redis", "Git"));
    }

    static ResumeAnalysis englishResume() {
        String text = """
                Experience
                Northwind Labs, Backend Engineer, 2021-01 to 2023-12
                Built order services in Java and Spring Boot, cutting response time by 35%
                Worked closely with product and design in a team of 6
                Acme Data, Software Engineer, 2024-09 to present
                Maintained PostgreSQL pipelines
                Education
                B.S. in Computer Science, Gaon University (2020)
                Skills: Java, Spring Boot, PostgreSQL, Docker
                """;
        return resume(
                text,
                List.of(
                        new WorkExperience(
                                "Northwind Labs",
                                null,
                                "Backend Engineer",
                                "2021-01",
                                "2023-12",
                                "Built order services in Java and Spring Boot, cutting response time by 35%\nWorked closely with product and design in a team of 6"),
                        new WorkExperience(
                                "Acme Data",
                                null,
                                "Software Engineer",
                                "2024-09",
                                "present",
                                "Maintained PostgreSQL pipelines")),
                List.of(),
                List.of("B.S. in Computer Science, Gaon University (2020)"),
                List.of(),
                List.of("Java", "Spring Boot", "PostgreSQL", "Docker"));
    }

    static ResumeAnalysis resume(
            String text,
            List<WorkExperience> work,
            List<Project> projects,
            List<String> education,
            List<String> certifications,
            List<String> skills) {
        return new ResumeAnalysis(
                work.isEmpty(),
                null,
                new ResumeContent(work, projects, education, List.of(), certifications, List.of(), skills),
                text.substring(0, Math.min(60, text.length())),
                90,
                Map.of(),
                Map.of(),
                0,
                text,
                OFFLINE,
                Usage.NONE);
    }

    static ResumeAnalysis following(ResumeAnalysis resume, String lines) {
        ResumeContent content = resume.contentJson();
        return resume(
                resume.text() + "\n" + lines,
                content.workExperience(),
                content.projects(),
                content.education(),
                content.certifications(),
                content.skills());
    }
}
