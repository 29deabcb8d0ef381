package ai.refit.embedding.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.refit.embedding.model.PieceTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FitStaticTableTest {

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @TempDir
    private Path directory;

    @BeforeEach
    void prepare() throws IOException {
        SmallCheckpoint.write(directory.resolve("weights.jar"));
        Files.writeString(directory.resolve("corpus.jsonl"), """
                {"path": "a.md", "ko": "개발자. 개발 개발.\\n\\n자개발 aws", "en": "AWS saw a. was"}

                {"path": "b.md", "ko": "개발자"}
                """);
    }

    @Test
    void theTableHoldsHangulAndAsciiPiecesOfOneCase() throws IOException {
        assertThat(fit(directory.resolve("out"), "8")).as(complained.toString()).isZero();
        var table = read(directory.resolve("out"));
        assertThat(table.pieces())
                .containsExactly(
                        ".", "개", "##개", "발", "##발", "자", "##자", "개발", "a", "##a", "w", "##w", "s", "##s", "aws");
        assertThat(table.width()).isEqualTo(8);
        assertThat(printed.toString()).contains("15 pieces in", "wrote ");
    }

    @Test
    void commonPiecesAndGramsWeighLess() throws IOException {
        fit(directory.resolve("out"), "15");
        var table = read(directory.resolve("out"));
        // "개발" is in most sentences, "w" alone in none.
        assertThat(length(table, "개발")).isLessThan(length(table, "w") / 2);
        assertThat(table.gramWeights()).contains((byte) 255);
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        fit(directory.resolve("one"), "8");
        fit(directory.resolve("two"), "8");
        assertThat(directory.resolve("one/" + FitStaticTable.FILE))
                .hasSameBinaryContentAs(directory.resolve("two/" + FitStaticTable.FILE));
    }

    @Test
    void whiteningMakesDirectionsEvenAndUncorrelated() {
        var covariance = new double[][] {{4, 1, 0}, {1, 2, 0}, {0, 0, 0.5}};
        var directions = Whitening.directions(covariance, 3);
        for (int one = 0; one < 3; one++) {
            for (int other = 0; other < 3; other++) {
                double spread = 0;
                for (int row = 0; row < 3; row++) {
                    for (int at = 0; at < 3; at++) {
                        spread += directions[one][row] * covariance[row][at] * directions[other][at];
                    }
                }
                assertThat(spread).isCloseTo(one == other ? 1 : 0, within(1e-8));
            }
        }
    }

    @Test
    void helpSaysWhatIsExpected() {
        assertThat(run("--help")).isZero();
        assertThat(printed.toString()).contains("--weights", "--corpus", "--output", "663 MB");
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() throws IOException {
        assertThat(run("--weights", "nowhere.jar", "--corpus", ".", "--output", "."))
                .isEqualTo(1);
        assertThat(run("--weights", "x", "--corpus", ".", "--output", ".", "--weight", "x"))
                .isEqualTo(2);
        assertThat(run("--corpus")).isEqualTo(2);
        assertThat(run("--weights", "x", "--corpus", ".", "--output", ".", "--width", "wide"))
                .isEqualTo(2);
        assertThat(fit(directory.resolve("out"), "17")).isEqualTo(2);
        Files.createDirectory(directory.resolve("empty"));
        assertThat(run(
                        "--weights", directory.resolve("weights.jar").toString(),
                        "--corpus", directory.resolve("empty").toString(),
                        "--output", "."))
                .isEqualTo(1);
        assertThat(complained.toString())
                .contains(
                        "nowhere.jar is not there",
                        "Unknown options: '--weight'",
                        "Missing required parameter for option '--corpus'",
                        "'wide' is not an int",
                        "--width: 17 (expected: at most 16",
                        "no *.jsonl file");
    }

    @Test
    void aBrokenLineOfTheCorpusIsNamed() throws IOException {
        Files.writeString(directory.resolve("broken.jsonl"), "{\"ko\": \"개발\"}\n{\"ko\": ");
        assertThat(fit(directory.resolve("out"), "8")).isEqualTo(1);
        assertThat(complained.toString()).contains("broken.jsonl, line 2: not a JSON object");
    }

    private int fit(Path output, String width) {
        return run(
                "--weights", directory.resolve("weights.jar").toString(),
                "--corpus", directory.toString(),
                "--output", output.toString(),
                "--width", width);
    }

    private int run(String... arguments) {
        return new CommandLine(new FitEmbedderCommand())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
    }

    private static PieceTable read(Path output) throws IOException {
        try (var in = Files.newInputStream(output.resolve(FitStaticTable.FILE))) {
            return PieceTable.read(in);
        }
    }

    private static double length(PieceTable table, String piece) {
        int row = List.copyOf(table.pieces()).indexOf(piece);
        double squares = 0;
        for (int at = 0; at < table.width(); at++) {
            double value = table.scales()[row] * table.codes()[row * table.width() + at];
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
