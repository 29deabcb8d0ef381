package ai.refit.llm.resume;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of words beside this class: tabs between two columns, a header, then a kind and its words, divided by {@code |}.
 * Lines that begin with {@code #} are comments.
 */
final class WordTable {

    private final String file;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    WordTable(String file) {
        this.file = file;
        try (InputStream stream = WordTable.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + file + " is missing");
            }
            var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .forEach(this::row);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + file, e);
        }
    }

    private void row(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != 2) {
            throw new IllegalStateException(file + ": \"" + columns[0] + "\" has " + columns.length
                    + " columns (expected: a kind, a tab, words divided by |)");
        }
        List<String> words = new ArrayList<>();
        for (String word : columns[1].split("\\|")) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        rows.put(columns[0], words);
    }

    Map<String, List<String>> rows() {
        return rows;
    }

    Words words(String kind) {
        List<String> words = rows.get(kind);
        if (words == null) {
            throw new IllegalStateException(file + ": no row \"" + kind + "\"");
        }
        return new Words(words);
    }
}
