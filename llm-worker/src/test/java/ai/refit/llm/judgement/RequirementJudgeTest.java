package ai.refit.llm.judgement;

import static ai.refit.llm.judgement.ReportCase.englishResume;
import static ai.refit.llm.judgement.ReportCase.following;
import static ai.refit.llm.judgement.ReportCase.koreanResume;
import static ai.refit.llm.judgement.ReportCase.on;
import static ai.refit.llm.judgement.ReportCase.posting;
import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.llm.analyst.ReportFindings.Assessment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementJudgeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Spring Boot와 JPA 사용 경험         | MET        | Spring Boot와 JPA는 한빛소프트 경력에서 확인됩니다(“Spring Boot와 JPA로 주문 API를 개발하고
            Spring Boot와 Kafka 경험          | PARTLY_MET | Spring Boot는 한빛소프트 경력에서 확인되나 Kafka는 찾지 못했습니다
            Kafka 또는 JPA 경험                | MET        | JPA가 한빛소프트 경력에서 확인됩니다
            Kafka 경험                        | NOT_MET    | Kafka를 다룬 내용을 이력서에서 찾지 못했습니다.
            Spring 프레임워크 경험              | PARTLY_MET | 가까운 기술인 Spring Boot와 JPA는
            Redis 사용 경험                    | MET        | 중고책 거래 서비스 프로젝트에서
            Git 사용                          | MET        | Git은 이력서에서 확인됩니다
            백엔드 개발 경력 3년 이상             | MET        | 6년 5개월
            백엔드 개발 경력 10년 이상            | PARTLY_MET | 3년 7개월 모자랍니다
            백엔드 개발 경력 20년 이상            | NOT_MET    | 모자랍니다
            프론트엔드 개발 경력 2년 이상          | NOT_MET    | 요구 경력 2년에 해당하는 관련 재직 기간을 이력서에서 찾지 못했습니다.
            백엔드 개발 경험                    | MET        | 한빛소프트와 누리페이에서 관련 업무를 6년 5개월 했습니다.
            컴퓨터공학 학사 이상                 | MET        | ‘가온대학교 컴퓨터공학과 졸업 (2020)’이
            4년제 학사 이상                     | MET        | 가온대학교
            전문학사 이상, 관련 전공               | MET        | 가온대학교
            경영학 학사 이상                    | PARTLY_MET | 요건의 일부에만 맞습니다
            석사 이상                         | NOT_MET    | 요건과 다릅니다
            경영학 전공자                       | NOT_MET    | 요건과 다릅니다
            TOEIC 800점 이상                  | NOT_MET    | 800점 이상을 보이는 점수를 찾지 못했습니다
            정보처리기사 자격증                   | MET        | 정보처리기사
            협업 경험                          | MET        | 기획자, 디자이너와 2주 단위 스프린트로
            리더십                            | NOT_MET    | 이끌어 본 경험을 보여 주는 일을
            대용량 트래픽 처리 경험               | NOT_MET    | 대용량 트래픽 처리 경험을
            정산 서비스 출시 경험                | MET        | 정산 서비스를 출시
            해외 출장이 가능한 분               | NOT_MET    | 해외, 출장이
            """)
    void aKoreanRequirementIsJudgedByEvidence(String requirement, Fulfillment fulfillment, String reason) {
        check(koreanResume(), "백엔드 개발자", requirement, fulfillment, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Experience with Java and Spring Boot       | MET        | Found in the work at Northwind Labs: Java and Spring Boot
            Java and Kubernetes in production          | PARTLY_MET | not found: Kubernetes
            Kafka or RabbitMQ                          | NOT_MET    | work with Kafka or RabbitMQ
            At least three years of Java experience    | MET        | 3 years of relevant work at Northwind Labs
            6+ years of backend experience             | PARTLY_MET | short of the 6 years asked for
            Bachelor's degree in Computer Science      | MET        | B.S. in Computer Science
            Master's degree                            | NOT_MET    | differs from what is asked for
            Cross-functional collaboration             | MET        | Worked closely with product and design
            Leadership                                 | NOT_MET    | Nothing in the résumé shows leadership.
            """)
    void anEnglishRequirementIsJudgedByEvidence(String requirement, Fulfillment fulfillment, String reason) {
        check(englishResume(), "Backend Engineer", requirement, fulfillment, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TOEIC 870 (2024)               | TOEIC 800점 이상   | MET        | 870점으로 요구한 800점을
            토익 720점                       | TOEIC 800점 이상   | PARTLY_MET | 미치지 못합니다
            저는 협력을 즐기는 사람입니다             | 리더십과 협업         | PARTLY_MET | 협업 경험은
            팀원 3명을 이끌었습니다                 | 리더십            | PARTLY_MET | 실제로 한 일에서는 드러나지 않습니다
            Kafka 경험은 없습니다                 | Kafka 경험        | NOT_MET    | Kafka를 다룬 내용을
            """)
    void aLineOfTheResumeDecides(String line, String requirement, Fulfillment fulfillment, String reason) {
        check(following(koreanResume(), line), "백엔드 개발자", requirement, fulfillment, reason);
    }

    private static void check(
            ResumeAnalysis resume, String position, String requirement, Fulfillment fulfillment, String reason) {
        String title = requirement.matches(".*[가-힣].*") ? "채용 공고" : position;
        Assessment assessment = on(posting(title, position, List.of(requirement), List.of(), List.of()))
                .with(resume)
                .findings()
                .assessments()
                .getFirst();

        assertThat(assessment.reason()).contains(reason);
        assertThat(assessment.fulfillment()).isEqualTo(fulfillment);
        assertThat(assessment.evidence() == null).isEqualTo(fulfillment == Fulfillment.NOT_MET);
        if (assessment.evidence() != null) {
            assertThat(resume.text()).contains(assessment.evidence().quote());
        }
    }
}
