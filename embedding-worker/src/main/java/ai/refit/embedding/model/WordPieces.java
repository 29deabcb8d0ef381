package ai.refit.embedding.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.text.tokenization.tokenizer.BertWordPieceTokenizer;

/**
 * Cuts a word of {@link Words} into the longest word pieces of a vocabulary, by deeplearning4j's tokenizer.
 *
 * <p>That tokenizer fails on a character its vocabulary lacks, and BERT's own gives the whole word up. Here such a
 * character only separates: {@code 스프링🙂} still means {@code 스프링}.
 */
public final class WordPieces {

    static final String CONTINUES = "##";

    private final NavigableMap<String, Integer> rows = new TreeMap<>(Comparator.reverseOrder());
    private final Set<Character> known = new HashSet<>();

    /** The row of a piece is its place in the list. */
    public WordPieces(List<String> pieces) {
        for (int row = 0; row < pieces.size(); row++) {
            rows.put(pieces.get(row), row);
        }
        for (var piece : pieces) {
            if (piece.length() == 1 && rows.containsKey(CONTINUES + piece)) {
                known.add(piece.charAt(0));
            }
        }
    }

    /** Rows of the pieces of one word, in order; empty when nothing of it is known. */
    public int[] of(String word) {
        var found = new int[word.length()];
        int count = 0;
        for (int start = 0; start < word.length(); ) {
            if (!known.contains(word.charAt(start))) {
                // Marks such as '@' may exist only as a whole word.
                var alone = word.length() == 1 ? rows.get(word) : null;
                if (alone != null) {
                    found[count++] = alone;
                }
                start++;
                continue;
            }
            int end = start + 1;
            while (end < word.length() && known.contains(word.charAt(end))) {
                end++;
            }
            for (var piece : new BertWordPieceTokenizer(word.substring(start, end), rows, null, null).getTokens()) {
                var row = rows.get(piece);
                if (row != null) {
                    found[count++] = row;
                }
            }
            start = end;
        }
        return Arrays.copyOf(found, count);
    }
}
