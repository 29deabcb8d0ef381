package ai.refit.llm.analyst;

import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Source;
import java.util.Optional;

/** A source whose words claims cite: finds a quote in it, letter by letter but for white space. */
public final class CitedText {

    private static final int SHORTEST = 2;

    private final Source source;
    private final String text;
    /** The text without white space, and where each of its characters stands in the text. */
    private final String letters;

    private final int[] places;

    public CitedText(Source source, String text) {
        this.source = source;
        this.text = text;
        var kept = new StringBuilder(text.length());
        int[] at = new int[text.length()];
        for (int i = 0; i < text.length(); i++) {
            if (!isSpace(text.charAt(i))) {
                at[kept.length()] = i;
                kept.append(text.charAt(i));
            }
        }
        this.letters = kept.toString();
        this.places = at;
    }

    /** Where the quote stands first; empty when it does not, or is too short to prove anything. */
    public Optional<Citation> find(String quote) {
        return find(quote, 0);
    }

    /** Where the quote stands first at that offset of the text or after it. */
    public Optional<Citation> find(String quote, int from) {
        var wanted = new StringBuilder(quote.length());
        quote.chars().filter(c -> !isSpace((char) c)).forEach(c -> wanted.append((char) c));
        if (wanted.length() < SHORTEST
                && !wanted.toString().equals("C")
                && !wanted.toString().equals("R")) {
            return Optional.empty();
        }
        int found = -1;
        do {
            found = letters.indexOf(wanted.toString(), found + 1);
        } while (found >= 0 && places[found] < from);
        if (found < 0) {
            return Optional.empty();
        }
        int start = places[found];
        int end = places[found + wanted.length() - 1] + 1;
        return Optional.of(new Citation(source, text.substring(start, end), start));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ';
    }
}
