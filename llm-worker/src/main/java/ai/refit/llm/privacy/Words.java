package ai.refit.llm.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists of words beside this class: blanks divide them, lines with {@code #} are comments. */
final class Words {

    private Words() {}

    static Set<String> of(String file) {
        try (InputStream words = Words.class.getResourceAsStream(file)) {
            if (words == null) {
                throw new IllegalStateException("resource " + file + " is missing");
            }
            return new String(words.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + file, e);
        }
    }
}
