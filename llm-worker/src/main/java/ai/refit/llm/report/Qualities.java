package ai.refit.llm.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The table of qualities, {@code qualities.tsv}. */
public final class Qualities {

    private static final String FILE = "qualities.tsv";
    private static final int COLUMNS = 4;

    private final List<Quality> rows;

    private Qualities(List<Quality> rows) {
        this.rows = rows;
    }

    public static Qualities shipped() {
        List<Quality> rows = new ArrayList<>();
        try (InputStream stream = Qualities.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + FILE + " is missing");
            }
            var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> rows.add(row(line)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + FILE, e);
        }
        return new Qualities(List.copyOf(rows));
    }

    public List<Quality> all() {
        return rows;
    }

    /** Those that a text calls by their names. */
    public List<Quality> askedIn(String text) {
        return rows.stream()
                .filter(quality -> quality.asked().matcher(text).find())
                .toList();
    }

    private static Quality row(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(
                    FILE + ": " + columns.length + " columns in \"" + line + "\" (expected: " + COLUMNS + ")");
        }
        return new Quality(columns[0], concepts(columns[1]), words(columns[2]), words(columns[3]));
    }

    private static Set<String> concepts(String column) {
        Set<String> keys = new TreeSet<>();
        for (String id : column.split("\\|")) {
            if (!id.isBlank()) {
                keys.add("s:" + id.strip());
            }
        }
        return keys;
    }

    private static Pattern words(String column) {
        return Pattern.compile(column.strip(), Pattern.CASE_INSENSITIVE);
    }
}
