package ai.refit.llm.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** How the program is handled, with scripts in its place. */
final class TesseractTest {

    private static final BufferedImage PICTURE = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);

    @TempDir
    private Path directory;

    @Test
    void oneWithoutKoreanDataIsNone() throws IOException {
        assertThat(Tesseract.at(script("echo eng"))).isEmpty();
        assertThat(Tesseract.at(script("printf 'List of languages\\neng\\nkor\\n'")))
                .isPresent();
    }

    @Test
    void whatItPutsFarApartAreCells() throws IOException {
        Tesseract program = installed("printf 'Java       Kafka and  Go\\n' > \"$2.txt\"");

        assertThat(program.read(PICTURE, limits(20_000), new ReadingBudget(limits(20_000))))
                .isEqualTo("Java\tKafka and  Go\n");
    }

    @Test
    void itsFilesAreGoneAfterwards() throws IOException {
        Tesseract program = installed("pwd > '" + directory + "/where'; printf x > \"$2.txt\"");

        program.read(PICTURE, limits(20_000), new ReadingBudget(limits(20_000)));

        assertThat(Path.of(Files.readString(directory.resolve("where")).strip()))
                .doesNotExist();
    }

    @Test
    void oneThatTakesTooLongIsEndedWithItsChildren() throws Exception {
        Tesseract program = installed("sleep 600 & echo $! > '" + directory + "/child'; wait");

        assertThatThrownBy(() -> program.read(PICTURE, limits(800), new ReadingBudget(limits(800))))
                .hasMessageStartingWith("DOCUMENT_TIMEOUT");

        Path told = directory.resolve("child");
        assumeThat(told).as("a machine quick enough to start it").isNotEmptyFile();
        long child = Long.parseLong(Files.readString(told).strip());
        var left = ProcessHandle.of(child).filter(ProcessHandle::isAlive);
        if (left.isPresent()) {
            left.get().onExit().get(5, TimeUnit.SECONDS);
        }
    }

    private Tesseract installed(String work) throws IOException {
        return Tesseract.at(script("if [ \"$1\" = --list-langs ]; then printf 'eng\\nkor\\n'; exit; fi; " + work))
                .orElseThrow();
    }

    private Path script(String body) throws IOException {
        Path shell = Path.of("/bin/sh");
        assumeThat(shell).as("a shell").isExecutable();
        Path program = directory.resolve("tesseract" + System.nanoTime());
        Files.writeString(program, "#!/bin/sh\n" + body + "\n");
        File file = program.toFile();
        assertThat(file.setExecutable(true)).isTrue();
        return program;
    }

    private static DocumentProperties limits(long millis) {
        return new DocumentProperties(
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(64),
                1,
                1_000,
                Duration.ofMillis(millis),
                DocumentProperties.Ocr.AUTO);
    }
}
