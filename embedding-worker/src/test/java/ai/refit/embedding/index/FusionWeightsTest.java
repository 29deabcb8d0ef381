package ai.refit.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FusionWeightsTest {

    private static final String ALL = """
            job-syllables = 1
            text-pairs = 1
            text-words = 1
            concepts = 1
            dense = 1
            job = 1
            skill = 1
            related-skill = 1
            floor = 0
            """;

    @TempDir
    Path directory;

    @Test
    void theShippedWeightsCanBeRead() {
        assertThat(FusionWeights.shipped().of(Feature.TEXT_PAIRS)).isPositive();
    }

    @Test
    void anotherFileCanBeRead() throws IOException {
        assertThat(FusionWeights.read(file(ALL + "dense-floor = 0.5\n")).denseFloor())
                .isEqualTo(0.5);
    }

    @Test
    void whatIsMissingUnknownOrNoNumberIsNamed() throws IOException {
        assertFault(ALL, "dense-floor is missing");
        assertFault(ALL + "dense-floor = much\n", "dense-floor: \"much\" (expected: a number, 0 to 100)");
        assertFault(ALL + "dense-floor = -1\n", "dense-floor: \"-1\" (expected: a number, 0 to 100)");
        assertFault(ALL + "dense-floor = 0\nsalt = 1\n", "unknown [salt]");
    }

    private void assertFault(String text, String message) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> FusionWeights.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": " + message);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("fusion.properties"), text);
    }
}
