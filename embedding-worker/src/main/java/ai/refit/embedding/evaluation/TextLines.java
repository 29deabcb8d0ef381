package ai.refit.embedding.evaluation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads an input file whole. */
final class TextLines {

    private TextLines() {}

    /** @throws FileFault when the file is absent, not readable or not UTF-8 */
    static List<String> of(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (!lines.isEmpty() && lines.getFirst().startsWith("\uFEFF")) {
                lines.set(0, lines.getFirst().substring(1));
            }
            return lines;
        } catch (NoSuchFileException e) {
            throw new FileFault(file, "no such file");
        } catch (CharacterCodingException e) {
            throw new FileFault(file, "not UTF-8");
        } catch (IOException e) {
            throw new FileFault(file, "cannot be read (" + e.getMessage() + ")");
        }
    }
}
