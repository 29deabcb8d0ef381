package ai.refit.contracts.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasesTest {

    private static final Aliases ALIASES = Aliases.shipped();

    @Test
    void theTablesCoverOccupationsAndSkills() {
        assertThat(ALIASES.occupations()).hasSizeGreaterThan(300);
        assertThat(ALIASES.skills()).hasSizeGreaterThan(400);
    }

    @ParameterizedTest
    @CsvSource({
        "백엔드 개발자, Backend Developer",
        "백엔드개발자, 서버 개발자",
        "시니어 백엔드 개발자, 'Backend Engineer (Senior)'",
        "핀테크 데이터 엔지니어, 'Data Engineer, Fintech'",
        "Kotlin 개발자, 코틀린 개발자",
        "코틀린 개발자, Kotlin Developer",
        "ＤＥＶＯＰＳ 엔지니어, devops engineer",
        "Platform Engineer at Postman, 플랫폼 엔지니어",
        "Backend Developers, 백엔드 개발자",
        "병원 간호사, Hospital Nurse"
    })
    void titlesOfTheSameJobAreEqual(String one, String other) {
        assertThat(ALIASES.title(one).key()).isEqualTo(ALIASES.title(other).key());
    }

    @ParameterizedTest
    @CsvSource({"백엔드 개발자, 프론트엔드 개발자", "데이터 분석가, 데이터 엔지니어", "게임 기획자, 서비스 기획자", "축전지 검사원, 타이어 검사원"})
    void titlesOfOtherJobsAreNot(String one, String other) {
        assertThat(ALIASES.title(one).key()).isNotEqualTo(ALIASES.title(other).key());
        assertThat(ALIASES.title(one).sharedBy(ALIASES.title(other))).isZero();
    }

    @Test
    void aWholeTitleThatIsAnOccupationIsNotTakenApart() {
        assertThat(ALIASES.title("서버 개발자").parts()).containsExactly("o:backend-developer");
        assertThat(ALIASES.title("서버 개발자").signature()).contains("d:backend", "r:developer");
    }

    @Test
    void aNarrowerTitleSharesTheWiderJob() {
        Title sought = ALIASES.title("백엔드 개발자");

        assertThat(sought.sharedBy(ALIASES.title("핀테크 백엔드 개발자"))).isEqualTo(Title.NARROWER);
        assertThat(ALIASES.title("backend").sharedBy(ALIASES.title("서버 개발자"))).isEqualTo(Title.NARROWER);
        assertThat(ALIASES.title("핀테크 백엔드 개발자").sharedBy(sought)).isEqualTo(Title.SAME_OCCUPATION);
    }

    @Test
    void unknownWordsStayInTheTitle() {
        Title title = ALIASES.title("축전지 검사원");

        assertThat(title.isUnderstood()).isFalse();
        assertThat(title.parts()).contains("w:축전지");
    }

    @Test
    void aTitleOfSeniorityAloneIsNoJob() {
        assertThat(ALIASES.title("시니어").key()).isEmpty();
        assertThat(ALIASES.title("").key()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"스프링, Spring", "k8s, Kubernetes", "쿠버네티스, KUBERNETES", "spring-boot, 스프링부트", "Node.js, node js"})
    void skillsAreEqualAcrossSpellings(String one, String other) {
        assertThat(ALIASES.skillKey(one)).startsWith("s:").isEqualTo(ALIASES.skillKey(other));
    }

    @Test
    void anUnknownSkillIsEqualToItsOwnSpellings() {
        assertThat(ALIASES.skillKey("Zorgle Kit")).isEqualTo("w:zorglekit").isEqualTo(ALIASES.skillKey("ZORGLE-KIT"));
        assertThat(ALIASES.skill("Zorgle Kit")).isEmpty();
        assertThat(ALIASES.relatedSkills("w:zorglekit")).isEmpty();
    }

    @Test
    void relatednessIsMutual() {
        for (Concept skill : ALIASES.skills()) {
            for (String related : skill.related()) {
                assertThat(ALIASES.relatedSkills("s:" + related)).contains("s:" + skill.id());
            }
        }
    }

    @Test
    void mentionsPointAtTheNameWithoutParticles() {
        assertThat(named("저는 스프링부트를 쓰고 자바스크립트와 Kubernetes로 배포합니다."))
                .containsExactly("spring-boot=스프링부트", "javascript=자바스크립트", "kubernetes=Kubernetes");
    }

    @Test
    void namesInsideCompoundsAreFoundWhereTheWholeCompoundIsKnown() {
        assertThat(named("핀테크백엔드개발자입니다")).contains("fintech=핀테크", "backend-developer=백엔드개발자");
        assertThat(named("자바섬 이야기")).isEmpty();
    }

    @Test
    void everydayWordsAreNoNames() {
        assertThat(named("ready to go home")).doesNotContain("golang=go");
        assertThat(named("I write Go every day")).contains("golang=Go");
    }

    @Test
    void offsetsSurviveOddSpacing() {
        String text = "기술:\u3000Ｓｐｒｉｎｇ   Boot!";
        Mention mention = ALIASES.mentions(text).getLast();

        assertThat(text.substring(mention.start(), mention.end())).isEqualTo("Ｓｐｒｉｎｇ   Boot");
    }

    @Test
    void aSentenceNamesItsJobs() {
        assertThat(jobs("데이터 분석가로 이직하고 싶어요")).containsExactly("데이터 분석가");
        assertThat(jobs("I want to become a data analyst")).containsExactly("data analyst");
        assertThat(jobs("핀테크 백엔드 개발자가 되고 싶습니다")).containsExactly("핀테크 백엔드 개발자");
        assertThat(jobs("시니어 백엔드 개발자")).containsExactly("시니어 백엔드 개발자");
    }

    @Test
    void aListOfSkillsNamesNoJob() {
        TitlesInText found = TitlesInText.of("Terraform, JPA", ALIASES);

        assertThat(found.skillsOnly()).isTrue();
        assertThat(found.titles()).isEmpty();
    }

    private static List<String> jobs(String text) {
        return TitlesInText.of(text, ALIASES).titles().stream()
                .map(TitlesInText.Found::said)
                .toList();
    }

    private static List<String> named(String text) {
        Stream<Mention> mentions = ALIASES.mentions(text).stream();
        return mentions.map(mention -> mention.concept() + "=" + text.substring(mention.start(), mention.end()))
                .distinct()
                .toList();
    }
}
