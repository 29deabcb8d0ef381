package ai.refit.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.recommendation.FilterType;
import ai.refit.contracts.recommendation.Recommendations;
import java.nio.file.Path;
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
        mentors = new Mentors(directory);
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
        mentors.add(4, m -> m.jobs("서버 개발자").skills("스프링").rate(1));
        mentors.ready();

        Recommendations found =
                mentors.ask(q -> q.jobs("백엔드 개발자").skills("Spring Boot").topK(4));

        assertThat(Mentors.tiers(found)).containsExactly("4 job", "3 job", "2 skill", "1 response_rate");
    }

    @Test
    void nothingSoughtFallsBackToTheResponseRate() {
        mentors.add(1, m -> m.jobs("변호사"));
        mentors.add(2, m -> m.rate(50).rating(4.0));
        mentors.add(3, m -> m.rate(50).rating(4.5));
        mentors.add(4, m -> m.rate(90));
        mentors.ready();

        Recommendations found = mentors.ask(q -> q.topK(10));

        assertThat(Mentors.ids(found)).containsExactly(4L, 3L, 2L, 1L);
        assertThat(found.recommendations()).allMatch(r -> r.filterType() == FilterType.FALLBACK_RESPONSE_RATE);
        assertThat(found.totalCount()).isEqualTo(4);
    }

    @Test
    void aSingleWordFindsMentorsByTheirJob() {
        mentors.add(1, m -> m.jobs("UX 디자이너").rate(99));
        mentors.add(2, m -> m.jobs("백엔드 개발자"));
        mentors.add(3, m -> m.jobs("Senior Backend Engineer"));
        mentors.ready();

        Recommendations found = mentors.ask(q -> q.interest("backend").topK(3));

        assertThat(Mentors.tiers(found)).endsWith("1 response_rate");
        assertThat(Mentors.ids(found).subList(0, 2)).containsExactlyInAnyOrder(2L, 3L);
    }
}
