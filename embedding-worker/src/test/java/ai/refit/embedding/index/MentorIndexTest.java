package ai.refit.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.contracts.mentor.MentorProfile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MentorIndexTest {

    private static final MentorProfile LAWYER = Mentors.Mentor.of(1).jobs("변호사").profile();
    private static final MentorProfile DEVELOPER =
            Mentors.Mentor.of(1).jobs("백엔드 개발자").profile();

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
    void whatWasPutIsFoundAfterARefresh() {
        mentors.put(LAWYER, 1);
        assertThat(mentors.index.size()).isZero();

        mentors.ready();

        assertThat(mentors.index.size()).isEqualTo(1);
    }

    @Test
    void theNewerVersionWinsWhateverComesLast() {
        mentors.put(LAWYER, 5);
        mentors.put(DEVELOPER, 4);
        mentors.put(DEVELOPER, 5);
        mentors.ready();
        assertThat(jobs()).containsExactly("변호사");

        mentors.put(DEVELOPER, 6);
        mentors.ready();

        assertThat(jobs()).containsExactly("백엔드 개발자");
        assertThat(mentors.index.size()).isEqualTo(1);
    }

    @Test
    void anErasedMentorIsGoneAndALateChangeDoesNotBringThemBack() {
        mentors.put(LAWYER, 5);
        mentors.ready();

        mentors.index.erase(1, 7);
        mentors.put(LAWYER, 6);
        mentors.ready();
        assertThat(mentors.index.size()).isZero();

        mentors.put(LAWYER, 8);
        mentors.ready();
        assertThat(mentors.index.size()).isEqualTo(1);
    }

    @Test
    void aLateErasureLeavesWhoCameBackMeanwhile() {
        mentors.put(LAWYER, 8);
        mentors.index.erase(1, 7);
        mentors.ready();

        assertThat(mentors.index.size()).isEqualTo(1);
    }

    @Test
    void aVectorOfAnotherModelIsRefused() {
        assertThatThrownBy(() -> mentors.index.put(List.of(new IndexedMentor(LAWYER, 1, new float[] {1, 0}))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vector of mentor 1: 2 dimensions (expected: 64)");
    }

    @Test
    void aMentorWhoSaysNothingIsStillThere() {
        mentors.add(3, m -> m);
        mentors.ready();

        assertThat(Mentors.tiers(mentors.ask(q -> q.jobs("변호사")))).containsExactly("3 response_rate");
    }

    private List<String> jobs() {
        return mentors.ask(q -> q).recommendations().getFirst().mentor().jobs();
    }
}
