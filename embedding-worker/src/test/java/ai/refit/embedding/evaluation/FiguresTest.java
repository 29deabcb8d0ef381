package ai.refit.embedding.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {

    @TempDir
    Path directory;

    @Test
    void equalOrdersCorrelateFullyAndOppositeOnesNegatively() {
        assertThat(Spearman.of(new double[] {1, 2, 30}, new double[] {.1, .2, .3}))
                .isCloseTo(1, within(1e-12));
        assertThat(Spearman.of(new double[] {1, 2, 3}, new double[] {3, 2, 1})).isCloseTo(-1, within(1e-12));
        assertThat(Spearman.of(new double[] {1, 2, 3}, new double[] {7, 7, 7})).isZero();
    }

    @Test
    void tiesShareTheMeanOfTheirRanks() {
        assertThat(Spearman.ranks(new double[] {5, 1, 5, 0})).containsExactly(3.5, 2, 3.5, 1);
        // By hand: ranks 1 2.5 2.5 4 against 1 2 3 4 give 4.5 / sqrt(4.5 * 5).
        assertThat(Spearman.of(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 4}))
                .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    }

    @Test
    void gradedGainIsThatDoneByHand() throws IOException {
        Path file = Files.writeString(directory.resolve("d.jsonl"), """
                {"id":"a","name":"A","keco":"1"}
                {"id":"b","name":"B","keco":"1"}
                {"id":"c","name":"C","keco":"2"}
                """);
        Documents documents = Documents.read(file);
        Documents.Document right = Objects.requireNonNull(documents.byId("a"));
        double second = 1 / (Math.log(3) / Math.log(2));

        assertThat(GradedGain.at10(List.of(1L, 2L, 3L), right, documents)).isCloseTo(1, within(1e-12));
        assertThat(GradedGain.at10(List.of(2L, 1L), right, documents))
                .isCloseTo((1 + 2 * second) / (2 + second), within(1e-12));
        assertThat(GradedGain.at10(List.of(3L), right, documents)).isZero();
    }

    @Test
    void aDocumentBecomesAMentor() throws IOException {
        Path file = Files.writeString(
                directory.resolve("d.jsonl"),
                "{\"id\":\"a\",\"name\":\"용접원\",\"summary\":\"붙인다.\",\"duties\":\"" + "가".repeat(6000)
                        + "\",\"certificates\":\"용접기능사, 용접기능장\"}");

        var mentor = Documents.read(file).all().getFirst().mentor();

        assertThat(mentor.jobs()).containsExactly("용접원");
        assertThat(mentor.skills()).containsExactly("용접기능사", "용접기능장");
        assertThat(mentor.introduction()).startsWith("붙인다.\n가").hasSize(5000);
    }
}
