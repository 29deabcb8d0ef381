package ai.refit.llm.posting;

import ai.refit.contracts.vocabulary.FoldedText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that parts and fields have in postings; see {@code headings.tsv}. */
final class Headings {

    /** What a label means. */
    sealed interface Meaning permits Part, Field {}

    record Part(PostingPart part) implements Meaning {}

    record Field(PostingField field) implements Meaning {}

    /** @param value what stands beside the name on its line; empty when nothing does */
    record Labelled(Meaning meaning, String value) {}

    private static final int LONGEST = 40;
    private static final Pattern ASIDE = Pattern.compile("[(（\\[【].{0,40}?[)）\\]】]");
    private static final Pattern BRACKETED = Pattern.compile("^[\\[【<〈《(]([^\\]】>〉》)]{1,40})[\\]】>〉》)]\\s*(.*)$");
    private static final Pattern DIVIDED = Pattern.compile("^([^:：\t|]{1,40})(?:[:：\t|]|\\s[-–—]\\s)\\s*[:：]?(.*)$");
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private final Map<String, Meaning> names = new HashMap<>();

    Headings() {
        for (var row : Table.rows("headings.tsv")) {
            String meaning = row.get(1).toUpperCase(Locale.ROOT);
            for (String name : row.get(2).split("\\|")) {
                names.put(
                        key(name),
                        row.getFirst().equals("part")
                                ? new Part(PostingPart.valueOf(meaning))
                                : new Field(PostingField.valueOf(meaning)));
            }
        }
    }

    /** What a label alone means, signs around it and asides left out. */
    Optional<Meaning> named(String label) {
        if (label.length() > 2 * LONGEST) {
            return Optional.empty();
        }
        return known(key(label)).or(() -> known(key(ASIDE.matcher(label).replaceAll(""))));
    }

    /** What a line is that begins with a name, or is one. */
    Optional<Labelled> read(String line) {
        Optional<Meaning> whole = named(line);
        if (whole.isPresent()) {
            return Optional.of(new Labelled(whole.get(), ""));
        }
        return beside(BRACKETED.matcher(line)).or(() -> beside(DIVIDED.matcher(line)));
    }

    private Optional<Labelled> beside(Matcher divided) {
        if (!divided.matches()) {
            return Optional.empty();
        }
        return named(divided.group(1))
                .map(meaning -> new Labelled(meaning, divided.group(2).strip()));
    }

    private Optional<Meaning> known(String key) {
        @Nullable Meaning meaning = names.get(key);
        return Optional.ofNullable(meaning);
    }

    private static String key(String label) {
        return SIGNS.matcher(FoldedText.fold(label)).replaceAll("");
    }
}
