package ai.refit.llm.document;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The program tesseract, which recognises Korean and English in images; a process for each page, never longer than its budget. */
final class Tesseract {

    private static final Set<String> LANGUAGES = Set.of("kor", "eng");
    private static final Duration LISTING = Duration.ofSeconds(10);
    /** What it leaves between cells of a row. */
    private static final Pattern CELL_GAP = Pattern.compile(" {4,}");

    private final Path program;

    private Tesseract(Path program) {
        this.program = program;
    }

    /** The one on the path, if it has the languages. */
    static Optional<Tesseract> installed() {
        String path = System.getenv("PATH");
        return Arrays.stream((path == null ? "" : path).split(Pattern.quote(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "tesseract"))
                .filter(Files::isExecutable)
                .findFirst()
                .flatMap(Tesseract::at);
    }

    /** This one, if it has the languages. */
    static Optional<Tesseract> at(Path program) {
        return Optional.of(new Tesseract(program)).filter(Tesseract::hasLanguages);
    }

    /** What stands in an image; cells divided by tabs. */
    String read(BufferedImage image, DocumentProperties limits, ReadingBudget budget) {
        return inPrivateDirectory(directory -> {
            Path picture = directory.resolve("page.png");
            ImageIO.write(image, "png", picture.toFile());
            // Mode 4: lines of differing sizes, which keeps the rows of tables together.
            List<String> arguments =
                    List.of(picture.toString(), directory.resolve("page").toString(), "-l", "kor+eng", "--psm", "4");
            if (!run(directory, arguments, budget.nanosLeft())) {
                throw ReadingBudget.timeout(limits);
            }
            Path text = directory.resolve("page.txt");
            if (!Files.exists(text)) {
                throw new UnreadableDocument(
                        "OCR_REQUIRED", "The pages are images, and recognising their text failed.");
            }
            return CELL_GAP.matcher(Files.readString(text).replace("\f", "")).replaceAll("\t");
        });
    }

    private boolean hasLanguages() {
        return inPrivateDirectory(directory -> {
            if (!run(directory, List.of("--list-langs"), LISTING.toNanos())) {
                return false;
            }
            return new HashSet<>(Files.readAllLines(directory.resolve("said"))).containsAll(LANGUAGES);
        });
    }

    /** False when the time was up; the process is gone then. */
    private boolean run(Path directory, List<String> arguments, long nanos) throws IOException {
        var command = new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), arguments.stream()).toList());
        // Several readings share the processors already.
        command.environment().put("OMP_THREAD_LIMIT", "1");
        command.directory(directory.toFile());
        command.redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        Process process = command.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    private interface Work<T> {

        T in(Path directory) throws IOException;
    }

    /** Only this user can read temporary directories made so. */
    private static <T> T inPrivateDirectory(Work<T> work) {
        try {
            Path directory = Files.createTempDirectory("refit-ocr");
            try {
                return work.in(directory);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("recognising a page", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
