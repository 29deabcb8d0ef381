package ai.refit.llm.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.vocabulary.Aliases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {

    private static final Likeness LIKENESS = new Likeness(Aliases.shipped(), Qualities.shipped());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Spring Boot 실무 경험이 풍부함         | 한빛 경력에서 공고의 필수 기술인 Spring Boot와 JPA를 사용했습니다.
            스프링부트를 잘 다룸                  | Strong Spring Boot skills
            협업 능력이 뛰어남                   | Shows collaboration in the work at Acme: “code reviews”
            카프카 경험 부족                    | The résumé shows no experience with the required Kafka.
            성과를 수치로 쓰지 않음               | No figures tell what came of the work at Acme
            포트폴리오가 없음                    | No repository or portfolio link shows the outcome
            끈기 있게 문제를 파고듦               | 문제를 끈기 있게 파고드는 태도
            Pays attention to detail         | Attention to detail
            자료 정리를 꼼꼼하게 함               | 꼼꼼한 자료 정리
            """)
    void statementsAboutTheSameThingAreAlike(String one, String other) {
        assertThat(LIKENESS.areAlike(one, other)).isTrue();
        assertThat(LIKENESS.areAlike(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Kafka 경험이 부족함                  | Kubernetes 경험이 부족함
            Spring Boot 실무 경험이 풍부함         | 협업 경험이 풍부함
            인성이 좋음                        | 필수 기술 Kafka를 다룬 경험이 이력서에 보이지 않습니다.
            Java를 잘함                       | JavaScript를 잘함
            Good collaboration               | Good leadership
            영어 회화 부족                      | 성과 수치 부족
            """)
    void statementsAboutOtherThingsAreNot(String one, String other) {
        assertThat(LIKENESS.areAlike(one, other)).isFalse();
        assertThat(LIKENESS.areAlike(other, one)).isFalse();
    }
}
