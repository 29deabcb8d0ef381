package ai.refit.llm.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.report.Report.TechCoverage;
import ai.refit.contracts.vocabulary.Aliases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {

    private static final Coverage COVERAGE = new Coverage(new Technologies(Aliases.shipped()));

    /** Worked out by hand. Lists are divided by semicolons; an owned list of "-" means that there is no résumé. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # required                      | preferred        | résumé's skills              | user's skills | rate  | missing required     | missing preferred
            Java; Spring Boot; MySQL        |                  | Java; Spring Boot; MySQL     |               | 100.0 |                      |
            Java; Spring Boot; MySQL        |                  | Java; Spring Boot            |               | 66.7  | MySQL                |
            Java; Spring Boot; MySQL        |                  | Java                         |               | 33.3  | Spring Boot; MySQL   |
            Java; Spring Boot; MySQL        |                  | Go                           |               | 0.0   | Java; Spring Boot; MySQL |
                                            | Redis            | Java                         |               | 0.0   |                      | Redis
                                            |                  | Java                         |               | 0.0   |                      |
            Java; Kotlin                    |                  |                              |               | 0.0   | Java; Kotlin         |
            스프링부트                        |                  | Spring Boot                  |               | 100.0 |                      |
            Spring Boot                     |                  | 스프링 부트                    |               | 100.0 |                      |
            Spring                          |                  | Spring Boot                  |               | 0.0   | Spring               |
            Spring Boot                     |                  | Spring                       |               | 0.0   | Spring Boot          |
            Kubernetes                      |                  | k8s                          |               | 100.0 |                      |
            쿠버네티스; 도커                    |                  | Docker                       |               | 50.0  | 쿠버네티스              |
            Java                            |                  | JavaScript                   |               | 0.0   | Java                 |
            C; C++; C#                      |                  | C++                          |               | 33.3  | C; C#                |
            C                               |                  | C 언어                        |               | 100.0 |                      |
            React; react.js; 리액트; Vue.js   |                  | ReactJS                      |               | 50.0  | Vue.js               |
            Java; Redis                     | Redis; Kafka     | Java; Redis                  |               | 100.0 |                      | Kafka
            Java                            | 자바; Kafka       | Java                         |               | 100.0 |                      | Kafka
            MySQL 8.0; Java 17              |                  | mysql; JAVA                  |               | 100.0 |                      |
            JPA/Hibernate                   |                  | JPA                          |               | 50.0  | Hibernate            |
            AWS(EC2, S3)                    |                  | Amazon Web Services          |               | 100.0 |                      |
            Zephyr RTOS; Java               |                  | zephyr rtos                  |               | 50.0  | Java                 |
            Frobnicator                     |                  | Frobnicate                   |               | 0.0   | Frobnicator          |
            Java; Kafka                     |                  | Java                         | 카프카         | 100.0 |                      |
            Java; Kafka                     | Redis            | -                            | Java; Redis   | 50.0  | Kafka                |
            Java; Kafka                     |                  | -                            |               | 0.0   | Java; Kafka          |
            Java; ; JAVA                    |                  | java;                        |               | 100.0 |                      |
            A1; A2; A3; A4; A5; A6; A7      |                  | A1; A2; A3; A4; A5           |               | 71.4  | A6; A7               |
            A1; A2; A3; A4; A5; A6; A7; A8  |                  | A1                           |               | 12.5  | A2; A3; A4; A5; A6; A7; A8 |
            A1; A2; A3; A4; A5; A6          |                  | A1; A2; A3; A4; A5           |               | 83.3  | A6                   |
            """)
    void theRateIsExact(
            String required,
            String preferred,
            String resume,
            String user,
            double rate,
            String missingRequired,
            String missingPreferred) {
        boolean none = "-".equals(resume);
        TechCoverage coverage = COVERAGE.of(
                list(required), list(preferred), none ? List.of() : list(resume), none ? null : "", list(user));

        assertThat(coverage.coverageRate()).isEqualTo(rate);
        assertThat(coverage.missingRequired()).isEqualTo(list(missingRequired));
        assertThat(coverage.missingPreferred()).isEqualTo(list(missingPreferred));
    }

    @Test
    void aHalfIsRoundedUp() {
        List<String> sixteen = Stream.iterate(1, n -> n + 1)
                .limit(16)
                .map(n -> "Tool" + (char) ('a' + n))
                .toList();

        assertThat(COVERAGE.of(sixteen, List.of(), sixteen.subList(0, 1), "", List.of())
                        .coverageRate())
                .isEqualTo(6.3);
    }

    @Test
    void postingAndResumeKeepTheirSpelling() {
        TechCoverage coverage = COVERAGE.of(
                List.of("스프링부트", "Spring Boot", "Kafka"),
                List.of("도커"),
                List.of("Spring Boot", "Docker"),
                "",
                List.of("springboot", "Figma"));

        assertThat(coverage.requiredTechs()).containsExactly("스프링부트", "Kafka");
        assertThat(coverage.preferredTechs()).containsExactly("도커");
        assertThat(coverage.ownedTechs()).containsExactly("Spring Boot", "Docker", "Figma");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            주문 이벤트를 카프카로 발행                           | Kafka       | true
            Built pipelines with Apache Kafka.             | Kafka       | true
            Kafka 경험은 아직 없습니다                           | Kafka       | false
            Java는 능숙하지만 Kafka는 사용해 본 적이 없습니다         | Java        | true
            Java는 능숙하지만 Kafka는 사용해 본 적이 없습니다         | Kafka       | false
            Kafka를 사용해 유실 없이 처리했습니다                   | Kafka       | true
            I have no experience with Kafka.               | Kafka       | false
            Never used Kafka, but know RabbitMQ well.      | RabbitMQ    | true
            Kubernetes를 배우고 싶습니다                         | Kubernetes  | false
            go to market                                   | Go          | false
            Go 서버 개발                                      | Go          | true
            Zephyr RTOS 기반 펌웨어                            | Zephyr RTOS | true
            Zephyrs RTOSX                                  | Zephyr RTOS | false
            """)
    void aTextOwnsWhatItClaims(String text, String technology, boolean owned) {
        TechCoverage coverage = COVERAGE.of(List.of(technology), List.of(), List.of(), text, List.of());

        assertThat(coverage.coverageRate()).isEqualTo(owned ? 100 : 0);
    }

    @Test
    void aTextOwnsOnlyTechnologiesOfThePosting() {
        TechCoverage coverage = COVERAGE.of(List.of("Kafka"), List.of(), List.of("Java"), "카프카와 Redis를 사용", List.of());

        assertThat(coverage.ownedTechs()).containsExactly("Java", "카프카");
    }

    private static List<String> list(String column) {
        return column == null
                ? List.of()
                : Stream.of(column.split(";"))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList();
    }
}
