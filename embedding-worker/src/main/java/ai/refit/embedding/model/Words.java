package ai.refit.embedding.model;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text into the words the static model looks at: compatibility-composed (so that a Hangul syllable is one
 * character however it was typed), lower case, punctuation marks and ideographs each a word of their own.
 */
public final class Words {

    /** Longer runs without a blank are cut, so that no input makes the word-piece search quadratic. */
    static final int LONGEST = 64;

    private Words() {}

    public static List<String> of(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var words = new ArrayList<String>();
        int start = 0;
        for (int at = 0; at < composed.length(); ) {
            int character = composed.codePointAt(at);
            int next = at + Character.charCount(character);
            if (separates(character)) {
                add(words, composed, start, at);
                start = next;
            } else if (standsAlone(character)) {
                add(words, composed, start, at);
                add(words, composed, at, next);
                start = next;
            } else if (next - start >= LONGEST) {
                add(words, composed, start, next);
                start = next;
            }
            at = next;
        }
        add(words, composed, start, composed.length());
        return words;
    }

    private static void add(List<String> words, String text, int start, int end) {
        if (end > start) {
            words.add(text.substring(start, end));
        }
    }

    private static boolean separates(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static boolean standsAlone(int character) {
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> true;
            default -> Character.isIdeographic(character);
        };
    }
}
