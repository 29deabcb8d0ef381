package ai.refit.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.Match;
import ai.refit.contracts.recommendation.Recommendation;
import ai.refit.contracts.recommendation.Why;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {

    @TempDir
    Path directory;

    private Mentors mentors;

    @BeforeEach
    void open() {
        mentors = new Mentors(directory);
        mentors.add(
                1,
                m -> m.jobs("Team Lead", "Senior Backend Developer")
                        .skills("Docker", "SQL", "Spring", "Spring Boot")
                        .introduction("결제 서버를  만들고 k8s로 배포합니다.\nＡＷＳ 이전도 했어요."));
        mentors.add(2, m -> m.jobs("변호사"));
        mentors.ready();
    }

    @AfterEach
    void close() {
        mentors.close();
    }

    @Test
    void aJobMatchesAcrossLanguages() {
        Why why = first(q -> q.jobs("백엔드 개발자"));

        assertThat(why.matchedJobs())
                .containsExactly(new Match("백엔드 개발자", "Senior Backend Developer", "jobs", 1, 0, 24));
    }

    @Test
    void aSkillMatchesAcrossLanguages() {
        Why why = first(q -> q.skills("스프링"));

        assertThat(why.matchedSkills()).containsExactly(new Match("스프링", "Spring", "skills", 2, 0, 6));
        assertThat(why.relatedSkills()).contains(new Match("스프링", "Spring Boot", "skills", 3, 0, 11));
    }

    @Test
    void aSkillThatIsNotListedIsFoundInTheIntroduction() {
        Why why = first(q -> q.jobs("백엔드 개발자").skills("쿠버네티스", "AWS"));

        assertThat(why.matchedSkills())
                .extracting(Match::sought, Match::found, Match::field, Match::item)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("쿠버네티스", "k8s", "introduction", null),
                        org.assertj.core.groups.Tuple.tuple("AWS", "ＡＷＳ", "introduction", null));
    }

    @Test
    void wordsOfTheRequestPointIntoTheText() {
        Why why = first(q -> q.interest("결제 서버 배포를 배우고 싶은 백엔드 개발자"));

        assertThat(why.matchedWords()).extracting(Match::found).contains("결제", "서버", "배포");
    }

    @Test
    void everyPlaceHoldsWhatItSays() {
        List<Recommendation> found = mentors.ask(q -> q.interest("백엔드 결제 서버, aws")
                        .skills("스프링 부트", "도커", "k8s")
                        .jobs("서버 개발자"))
                .recommendations();

        for (Recommendation one : found) {
            Why why = one.why();
            Stream.of(why.matchedJobs(), why.matchedSkills(), why.relatedSkills(), why.matchedWords())
                    .flatMap(List::stream)
                    .forEach(match -> assertThat(text(one.mentor(), match).substring(match.start(), match.end()))
                            .isEqualTo(match.found()));
        }
    }

    @Test
    void whoIsShownByResponseRateAloneHasNoReason() {
        Recommendation lawyer =
                mentors.ask(q -> q.jobs("백엔드 개발자")).recommendations().getLast();

        assertThat(lawyer.mentor().userId()).isEqualTo(2);
        assertThat(lawyer.why()).isEqualTo(Why.NOTHING);
    }

    private Why first(java.util.function.UnaryOperator<Mentors.Ask> ask) {
        return mentors.ask(ask).recommendations().getFirst().why();
    }

    private static String text(MentorProfile mentor, Match match) {
        return switch (match.field()) {
            case "jobs" -> mentor.jobs().get(Objects.requireNonNull(match.item()));
            case "skills" -> mentor.skills().get(Objects.requireNonNull(match.item()));
            default -> Objects.requireNonNull(mentor.introduction());
        };
    }
}
