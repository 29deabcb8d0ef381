package ai.refit.llm.posting;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions for what stands in running lines; see {@code phrases.tsv}. */
final class Phrases {

    private record Phrase(String meaning, Pattern expression) {}

    private final List<Phrase> phrases = Table.rows("phrases.tsv").stream()
            .map(row -> new Phrase(row.get(0), Pattern.compile(row.get(1))))
            .toList();

    /** The first group of the first expression that is found, or all of it where it has no group. */
    Optional<String> find(String meaning, String line) {
        for (Phrase phrase : phrases) {
            if (phrase.meaning().equals(meaning)) {
                Matcher found = phrase.expression().matcher(line);
                if (found.find()) {
                    return Optional.of((found.groupCount() > 0 ? found.group(1) : found.group()).strip());
                }
            }
        }
        return Optional.empty();
    }
}
