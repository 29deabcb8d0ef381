package ai.refit.llm.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.contracts.vocabulary.Aliases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    private static final Aliases ALIASES = Aliases.shipped();
    private static final Wording KOREAN = Wording.korean(ALIASES);
    private static final Wording ENGLISH = Wording.english(ALIASES);

    @ParameterizedTest
    @CsvSource({
        "Kafka, Kafka는",
        "Spring Boot, Spring Boot는",
        "Spring, Spring은",
        "Kotlin, Kotlin은",
        "Git, Git은",
        "GitHub, GitHub는",
        "Docker, Docker는",
        "Kubernetes, Kubernetes는",
        "MySQL, MySQL은",
        "HTML, HTML은",
        "AWS, AWS는",
        "JPA, JPA는",
        "Node.js, Node.js는",
        "Oracle, Oracle은",
        "Terraform, Terraform은",
        "Slack, Slack은",
        "C++, C++은",
        "C#, C#은",
        "협업, 협업은",
        "카프카, 카프카는",
        "응답 시간 40%, 응답 시간 40%는",
        "Java 17, Java 17은",
        "Java 21, Java 21은",
        "Python 2, Python 2는",
        "정보처리기사 (2023), 정보처리기사 (2023)는",
        "대용량 트래픽, 대용량 트래픽은",
        "Zorblat, Zorblat은",
        "Floom Cloud, Floom Cloud는"
    })
    void aParticleFitsHowTheWordIsReadAloud(String word, String withParticle) {
        assertThat(KOREAN.say("tech.found", "techs", word, "place", "이력서")).startsWith(withParticle + " ");
    }

    @Test
    void eachPairOfParticlesIsChosen() {
        assertThat(KOREAN.say("strength.preferred", "place", "한빛 경력", "techs", "Redis"))
                .contains("Redis를");
        assertThat(KOREAN.say("strength.preferred", "place", "한빛 경력", "techs", "깃"))
                .contains("깃을");
        assertThat(KOREAN.say("education.met", "line", "가온대학교")).contains("‘가온대학교’가");
        assertThat(KOREAN.say("education.met", "line", "경영학 석사 졸업")).contains("‘경영학 석사 졸업’이");
    }

    @Test
    void listsReadAsPeopleWriteThem() {
        assertThat(KOREAN.list(List.of())).isEmpty();
        assertThat(KOREAN.list(List.of("Java"))).isEqualTo("Java");
        assertThat(KOREAN.list(List.of("Spring Boot", "JPA"))).isEqualTo("Spring Boot와 JPA");
        assertThat(KOREAN.list(List.of("Git", "JPA"))).isEqualTo("Git과 JPA");
        assertThat(KOREAN.list(List.of("Java", "JPA", "Redis"))).isEqualTo("Java, JPA, Redis");
        assertThat(ENGLISH.list(List.of("Java", "JPA", "Redis"))).isEqualTo("Java, JPA and Redis");
        assertThat(ENGLISH.any(List.of("Kafka", "RabbitMQ"))).isEqualTo("Kafka or RabbitMQ");
    }

    @Test
    void englishCounts() {
        assertThat(ENGLISH.say("length.both", "n", 1, "m", 2)).isEqualTo("1 year 2 months");
        assertThat(ENGLISH.say("length.years", "n", 3)).isEqualTo("3 years");
    }

    @Test
    void valuesAreNotReadAsTemplates() {
        assertThat(KOREAN.say("tech.found", "techs", "{place}은(는) $1", "place", "이력서"))
                .isEqualTo("{place}은(는) $1은 이력서에서 확인됩니다.");
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(KOREAN.slots().keySet()).isEqualTo(ENGLISH.slots().keySet());
        ENGLISH.slots()
                .forEach((key, slots) ->
                        assertThat(KOREAN.slots().get(key)).as(key).containsExactlyInAnyOrderElementsOf(slots));
    }

    @Test
    void aMissingValueOrTemplateIsNamed() {
        assertThatThrownBy(() -> KOREAN.say("tech.found", "techs", "Java"))
                .hasMessage("template tech.found needs a value for place");
        assertThatThrownBy(() -> KOREAN.say("tech.lost")).hasMessage("template tech.lost is missing");
        assertThat(KOREAN.sayIfKnown("practice.unheard-of")).isEmpty();
    }
}
