package ai.refit.llm.resume;

import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Source;
import ai.refit.llm.analyst.CitedText;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what is claimed of a text. A quote must stand in it, and the claim's own words must stand in the quote or near it:
 * real words quoted for something that nobody wrote prove nothing.
 */
final class Grounds {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}+#]+");
    private static final int BEFORE = 300;
    private static final int AFTER = 1_500;
    private static final double ENOUGH = 0.6;
    private static final int SHORTEST_PART = 2;

    private final String text;
    private final CitedText cited;
    private final String squeezed;

    Grounds(String text) {
        this.text = text;
        this.cited = new CitedText(Source.RESUME, text);
        this.squeezed = Words.squeeze(text);
    }

    /** Where the quote stands, if it does and the claim's words stand there too. Placeholders are nobody's company or school. */
    Optional<Citation> of(String claim, String quote) {
        if (claim.isBlank() || Placeholders.standIn(claim)) {
            return Optional.empty();
        }
        Optional<Citation> found = cited.find(quote);
        while (found.isPresent() && !isSaid(claim, near(found.get()))) {
            found = cited.find(quote, found.get().start() + 1);
        }
        return found;
    }

    /** Whether the words stand near the citation. */
    boolean standNear(@Nullable String words, Citation citation) {
        return words != null && !words.isBlank() && isSaid(words, near(citation));
    }

    /** Whether most words of a longer text stand anywhere. */
    boolean standAnywhere(@Nullable String words) {
        return words != null && share(words, squeezed) >= ENOUGH;
    }

    /** Whether the year of a date stands anywhere, with two figures or four; what has not ended has none. */
    boolean dateStands(@Nullable String date) {
        return date != null
                && (date.equals(Period.PRESENT)
                        || date.length() >= 4
                                && Pattern.compile("(?<!\\d)(?:" + date.substring(0, 2) + ")?" + date.substring(2, 4)
                                                + "(?!\\d{3})")
                                        .matcher(text)
                                        .find());
    }

    private String near(Citation citation) {
        int end = citation.start() + citation.quote().length();
        return Words.squeeze(
                text.substring(Math.max(0, citation.start() - BEFORE), Math.min(text.length(), end + AFTER)));
    }

    private static boolean isSaid(String claim, String squeezedPlace) {
        String whole = Words.squeeze(claim);
        return !whole.isEmpty() && (squeezedPlace.contains(whole) || share(claim, squeezedPlace) >= ENOUGH);
    }

    /** How much of the words, by their letters, stands there. */
    private static double share(String words, String squeezedPlace) {
        var word = WORD.matcher(words);
        int all = 0;
        int standing = 0;
        while (word.find()) {
            String bare = Words.squeeze(word.group());
            all += bare.length();
            if (bare.length() >= SHORTEST_PART && squeezedPlace.contains(bare)) {
                standing += bare.length();
            }
        }
        return all == 0 ? 0 : (double) standing / all;
    }
}
