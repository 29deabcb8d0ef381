package ai.refit.llm.document;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** The résumés of the test data, and a reader with the limits that ship. Tests that want them are skipped where they are not. */
public final class TestResumes {

    private TestResumes() {}

    public static DocumentProperties limits() {
        return new DocumentProperties(
                DataSize.ofMegabytes(10),
                DataSize.ofMegabytes(256),
                50,
                200_000,
                Duration.ofSeconds(20),
                DocumentProperties.Ocr.AUTO);
    }

    public static byte[] bytes(String name) {
        Path file = directory().resolve(name);
        assumeThat(file).as("REFIT_TEST_DATA with resumes").isRegularFile();
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path directory() {
        String named = System.getenv("REFIT_TEST_DATA");
        return (named == null ? Path.of("..", "..", "shared", "data") : Path.of(named)).resolve("resumes");
    }
}
