package ai.refit.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.recommendation.FilterType;
import ai.refit.contracts.recommendation.Recommendation;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.recommendation.Recommendations;
import ai.refit.contracts.recommendation.UserId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchingTest {

    @TempDir
    Path directory;

    private Mentors mentors;

    @BeforeEach
    void open() {
        mentors = new Mentors(directory.resolve("index"));
    }

    @AfterEach
    void close() {
        mentors.close();
    }

    @Test
    void sharedJobsComeFirstThenSharedSkillsThenTheResponseRate() {
        mentors.add(1, m -> m.jobs("변호사").rate(99));
        mentors.add(2, m -> m.jobs("Data Analyst").skills("Spring Boot").rate(10));
        mentors.add(3, m -> m.jobs("Backend Developer").rate(5));
        mentors.add(4, m -> m.jobs("서버 개발자").skills("스프링 부트").rate(1));
        mentors.ready();

        Recommendations found =
                mentors.ask(q -> q.jobs("백엔드 개발자").skills("Spring Boot").topK(4));

        assertThat(Mentors.tiers(found)).containsExactly("4 job", "3 job", "2 skill", "1 response_rate");
    }

    @Test
    void aRelatedSkillComesAfterTheSameSkill() {
        mentors.add(1, m -> m.jobs("변호사").rate(99));
        mentors.add(2, m -> m.skills("Spring Boot"));
        mentors.add(3, m -> m.skills("스프링"));
        mentors.ready();

        Recommendations found = mentors.ask(q -> q.skills("Spring").topK(3));

        assertThat(Mentors.tiers(found)).containsExactly("3 skill", "2 skill", "1 response_rate");
    }

    @Test
    void nothingSoughtFallsBackToTheResponseRate() {
        mentors.add(1, m -> m.jobs("변호사"));
        mentors.add(2, m -> m.rate(50).rating(4.0));
        mentors.add(3, m -> m.rate(50).rating(4.5));
        mentors.add(5, m -> m.rate(90));
        mentors.add(4, m -> m.rate(90));
        mentors.ready();

        Recommendations found = mentors.ask(q -> q.topK(10));

        assertThat(Mentors.ids(found)).containsExactly(4L, 5L, 3L, 2L, 1L);
        assertThat(found.recommendations()).allMatch(r -> r.filterType() == FilterType.FALLBACK_RESPONSE_RATE);
        assertThat(found.totalCount()).isEqualTo(5);
    }

    @Test
    void aSingleWordFindsMentorsByTheirJob() {
        mentors.add(1, m -> m.jobs("UX 디자이너").rate(99));
        mentors.add(2, m -> m.jobs("백엔드 개발자"));
        mentors.add(3, m -> m.jobs("Senior Backend Engineer"));
        mentors.ready();

        Recommendations found = mentors.ask(q -> q.interest("backend").topK(3));

        assertThat(Mentors.ids(found).subList(0, 2)).containsExactlyInAnyOrder(2L, 3L);
        assertThat(Mentors.tiers(found)).endsWith("1 response_rate");
    }

    @Test
    void aSentenceFindsTheJobItNames() {
        mentors.add(1, m -> m.jobs("데이터 엔지니어").introduction("데이터 파이프라인을 만듭니다."));
        mentors.add(2, m -> m.jobs("Data Analyst"));
        mentors.ready();

        assertThat(Mentors.tiers(
                        mentors.ask(q -> q.interest("데이터 분석가로 이직하고 싶어요").topK(1))))
                .containsExactly("2 job");
    }

    @Test
    void wordsThatNoTableKnowsFindMentorsByTheirText() {
        mentors.add(1, m -> m.jobs("변호사").rate(99));
        mentors.add(2, m -> m.jobs("굴삭기 정비반장").introduction("유압 호스를 교체합니다."));
        mentors.ready();

        assertThat(Mentors.tiers(mentors.ask(q -> q.interest("굴삭기정비").topK(1)))).containsExactly("2 job");
    }

    @Test
    void anInterestInASkillPrefersThoseWhoListIt() {
        mentors.add(1, m -> m.jobs("변호사").introduction("스프링 얘기를 자주 합니다. 스프링 좋아요."));
        mentors.add(2, m -> m.jobs("Data Analyst").skills("Spring"));
        mentors.ready();

        assertThat(Mentors.tiers(mentors.ask(q -> q.interest("스프링").topK(2)))).containsExactly("2 skill", "1 skill");
    }

    @Test
    void nobodyIsRecommendedToThemselves() {
        mentors.add(7, m -> m.jobs("백엔드 개발자").rate(100));
        mentors.add(8, m -> m.jobs("백엔드 개발자").rate(1));
        mentors.ready();

        assertThat(Mentors.ids(mentors.ask(q -> q.from(7).jobs("백엔드 개발자")))).containsExactly(8L);
        assertThat(Mentors.ids(mentors.ask(q -> q.from(7)))).containsExactly(8L);
        var asText =
                new RecommendationRequest(UserId.of("7"), null, List.of(), List.of("백엔드 개발자"), null, 3, false, false);
        assertThat(Mentors.ids(mentors.matching.recommend(asText))).containsExactly(8L);
    }

    @Test
    void mentorsWhoTakeNobodyAreLeftOut() {
        mentors.add(1, m -> m.jobs("백엔드 개발자").rate(100).capacity(0));
        mentors.add(2, m -> m.jobs("백엔드 개발자").rate(100).away());
        mentors.add(3, m -> m.jobs("백엔드 개발자").rate(1).capacity(1));
        mentors.ready();

        assertThat(Mentors.ids(mentors.ask(q -> q.jobs("백엔드 개발자")))).containsExactly(3L);
        assertThat(Mentors.ids(mentors.ask(q -> q))).containsExactly(3L);
        assertThat(Mentors.ids(mentors.ask(q -> q.interest("서버 다루는 사람")))).containsExactly(3L);
    }

    @Test
    void onlyVerifiedMeansOnlyVerified() {
        mentors.add(1, m -> m.jobs("백엔드 개발자").rate(100));
        mentors.add(2, m -> m.jobs("백엔드 개발자").rate(100).verified(false));
        mentors.add(3, m -> m.jobs("변호사").verified(true));
        mentors.ready();

        assertThat(Mentors.tiers(mentors.ask(q -> q.jobs("백엔드 개발자").onlyVerified())))
                .containsExactly("3 response_rate");
    }

    @Test
    void equalMentorsStandInTheOrderOfTheirIds() {
        List<Long> ids = LongStream.rangeClosed(1, 300).boxed().toList();
        for (long id : ids.reversed()) {
            mentors.add(id, m -> m.jobs("백엔드 개발자").introduction("서버를 만듭니다."));
        }
        mentors.ready();

        assertThat(Mentors.ids(mentors.ask(q -> q.jobs("백엔드 개발자").topK(20)))).isEqualTo(ids.subList(0, 20));
        assertThat(Mentors.ids(mentors.ask(q -> q.interest("서버 만드는 분").topK(20))))
                .isEqualTo(ids.subList(0, 20));
    }

    @Test
    void theSameMentorsGiveTheSameAnswerHoweverTheIndexWasBuilt() {
        GeneratedMentors generated = new GeneratedMentors(400);
        generated.profiles().forEach(profile -> mentors.put(profile, 1));
        mentors.ready();
        try (var other = new Mentors(directory.resolve("other"))) {
            generated.profiles().reversed().forEach(profile -> {
                other.put(profile, 1);
                if (profile.userId() % 90 == 0) {
                    other.ready();
                }
            });
            other.ready();
            for (String interest : List.of("백엔드 개발자", "data analyst", "스프링", "정산 시스템을 만드는 분")) {
                assertThat(Mentors.ids(mentors.ask(q -> q.interest(interest).topK(10))))
                        .isEqualTo(
                                Mentors.ids(other.ask(q -> q.interest(interest).topK(10))));
            }
        }
    }

    @Test
    void scoresFallWithinATierAndStayBetweenZeroAndOne() {
        new GeneratedMentors(300).profiles().forEach(profile -> mentors.put(profile, 1));
        mentors.ready();

        for (String interest : List.of("백엔드 개발자", "마케팅 기획", "스프링 부트를 쓰는 개발자를 찾아요")) {
            Recommendations found =
                    mentors.ask(q -> q.interest(interest).skills("SQL").topK(20));
            assertThat(found.recommendations()).hasSize(20);
            for (int i = 0; i < 20; i++) {
                Recommendation one = found.recommendations().get(i);
                assertThat(one.similarityScore()).isBetween(0.0, 1.0);
                if (i > 0) {
                    Recommendation before = found.recommendations().get(i - 1);
                    assertThat(before.filterType()).isLessThanOrEqualTo(one.filterType());
                    if (before.filterType() == one.filterType()) {
                        assertThat(one.similarityScore()).isLessThanOrEqualTo(before.similarityScore());
                    }
                }
            }
        }
    }

    @Test
    void aBatchIsAnsweredInItsOrder() {
        mentors.add(1, m -> m.jobs("변호사"));
        mentors.add(2, m -> m.jobs("백엔드 개발자"));
        mentors.ready();
        RecommendationRequest lawyers =
                Mentors.Ask.anything().jobs("Lawyer").topK(1).request();
        RecommendationRequest backend =
                Mentors.Ask.anything().interest("backend").topK(1).request();

        List<Recommendations> found = mentors.matching.recommend(List.of(backend, lawyers, backend));

        assertThat(found.stream().map(Mentors::ids)).containsExactly(List.of(2L), List.of(1L), List.of(2L));
    }

    @Test
    void aRepeatedQuestionSeesChangedProfiles() {
        mentors.add(1, m -> m.jobs("백엔드 개발자"));
        mentors.ready();
        assertThat(Mentors.ids(mentors.ask(q -> q.jobs("변호사").topK(1)))).containsExactly(1L);

        mentors.add(2, m -> m.jobs("변호사"));
        mentors.ready();

        assertThat(Mentors.ids(mentors.ask(q -> q.jobs("변호사").topK(1)))).containsExactly(2L);
    }

    @Test
    void evaluationReportsHowTheSampleStandsAndTheTruthOfEachMentor() {
        new GeneratedMentors(120).profiles().forEach(profile -> mentors.put(profile, 1));
        mentors.add(9001, m -> m.jobs("Backend Developer"));
        mentors.add(9002, m -> m.jobs("변호사").rate(100).rating(5));
        mentors.ready();

        Recommendations found =
                mentors.ask(q -> q.jobs("백엔드 개발자").introduction("zz").topK(20).evaluated());

        assertThat(found.evaluation()).isNotNull();
        assertThat(found.evaluation().method()).isEqualTo("silver");
        assertThat(found.evaluation().queries()).isEqualTo(122);
        assertThat(found.evaluation().hitAt10()).isGreaterThan(0.9);
        assertThat(truth(found, 9001)).isEqualTo("relevant");
        assertThat(truth(found, 9002)).isEqualTo("not_relevant");
        assertThat(mentors.ask(q -> q.jobs("백엔드 개발자")).evaluation()).isNull();
    }

    private static String truth(Recommendations found, long userId) {
        return found.recommendations().stream()
                .filter(r -> r.mentor().userId() == userId)
                .findFirst()
                .orElseThrow()
                .groundTruth();
    }
}
