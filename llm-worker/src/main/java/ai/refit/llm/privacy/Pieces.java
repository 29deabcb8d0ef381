package ai.refit.llm.privacy;

import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The personal data found in a text so far; what is found first keeps its letters. */
final class Pieces {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\[(?:PHONE|EMAIL|RESIDENT_NUMBER|ADDRESS|BIRTH_DATE|NAME)_\\d+\\]");

    private final String text;
    private final BitSet taken = new BitSet();
    private final Collection<Piece> pieces = new TreeSet<>(Comparator.comparingInt(Piece::start));

    /** A text that was masked before keeps its placeholders. */
    Pieces(String text) {
        this.text = text;
        PLACEHOLDER.matcher(text).results().forEach(found -> taken.set(found.start(), found.end()));
    }

    String text() {
        return text;
    }

    List<Piece> inOrder() {
        return List.copyOf(pieces);
    }

    /** Every match of the pattern; of its first group where it has one. */
    void add(PersonalData kind, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        int group = Math.min(1, matcher.groupCount());
        while (matcher.find()) {
            if (matcher.start(group) >= 0) {
                add(kind, matcher.start(group), matcher.end(group));
            }
        }
    }

    /** What of a range nothing else has taken. */
    void add(PersonalData kind, int start, int end) {
        int from = start;
        while (from < end) {
            int free = taken.nextClearBit(from);
            int next = taken.nextSetBit(free);
            int to = Math.min(end, next < 0 ? end : next);
            addFree(kind, free, to);
            from = Math.max(to, free + 1);
        }
    }

    private void addFree(PersonalData kind, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && !isData(text.charAt(start))) {
            start++;
        }
        while (end > start
                && !isData(text.charAt(end - 1))
                && text.charAt(end - 1) != ')'
                && text.charAt(end - 1) != '*') {
            end--;
        }
        if (start < end) {
            // A bracket opened before the data belongs to it.
            if (start > from
                            && text.charAt(start - 1) == '('
                            && text.substring(start, end).indexOf(')') >= 0
                    || start > from && text.charAt(start - 1) == '+') {
                start--;
            }
            taken.set(start, end);
            pieces.add(new Piece(kind, start, end));
        }
    }

    private static boolean isData(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }
}
