package ai.refit.contracts.vocabulary;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text in the one spelling that is compared: NFKC (so full width is half width and decomposed Hangul is composed),
 * lower case, runs of blanks one space (or one line feed, when the run has one), no invisible characters. Each character
 * knows where it came from in the original.
 */
public final class FoldedText {

    private final String original;
    private final String text;
    private final int[] starts;
    private final int[] ends;

    private FoldedText(String original, String text, int[] starts, int[] ends) {
        this.original = original;
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    public static FoldedText of(String original) {
        var folding = new Folding(original);
        folding.run();
        int length = folding.out.length();
        return new FoldedText(
                original,
                folding.out.toString(),
                Arrays.copyOf(folding.starts, length),
                Arrays.copyOf(folding.ends, length));
    }

    /** The folded text alone. */
    public static String fold(String original) {
        return of(original).text();
    }

    public String text() {
        return text;
    }

    /** Offset in the original of what became the character at {@code index}. */
    public int start(int index) {
        return starts[index];
    }

    /** Offset in the original after what became the character before {@code index}; {@code index} is at least 1. */
    public int end(int index) {
        return ends[index - 1];
    }

    boolean beginsUpperCase(int index) {
        return Character.isUpperCase(original.codePointAt(starts[index]));
    }

    private static final class Folding {
        private final String original;
        private final StringBuilder out;
        private int[] starts;
        private int[] ends;

        Folding(String original) {
            this.original = original;
            this.out = new StringBuilder(original.length());
            this.starts = new int[original.length() + 8];
            this.ends = new int[original.length() + 8];
        }

        void run() {
            int i = 0;
            while (i < original.length()) {
                int next = endOfUnit(i);
                if (next == i + 1 && isPlain(original.charAt(i))) {
                    char c = original.charAt(i);
                    append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c, i, next);
                } else {
                    appendNormalised(i, next);
                }
                i = next;
            }
            while (!out.isEmpty() && isBlank(out.charAt(out.length() - 1))) {
                out.setLength(out.length() - 1);
            }
        }

        private void appendNormalised(int from, int to) {
            String unit = Normalizer.normalize(original.substring(from, to), Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT);
            unit.codePoints().forEach(c -> {
                if (Character.getType(c) == Character.FORMAT) {
                    return;
                }
                if (Character.isBmpCodePoint(c)) {
                    append((char) c, from, to);
                } else {
                    append(Character.highSurrogate(c), from, to);
                    append(Character.lowSurrogate(c), from, to);
                }
            });
        }

        private void append(char c, int from, int to) {
            boolean line = c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
            boolean blank = line || Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
            if (blank) {
                int last = out.length() - 1;
                if (last < 0) {
                    return;
                }
                if (isBlank(out.charAt(last))) {
                    if (line) {
                        out.setCharAt(last, '\n');
                    }
                    ends[last] = to;
                    return;
                }
            }
            int at = out.length();
            if (at == starts.length) {
                starts = Arrays.copyOf(starts, at * 2);
                ends = Arrays.copyOf(ends, at * 2);
            }
            starts[at] = from;
            ends[at] = to;
            out.append(line ? '\n' : blank ? ' ' : c);
        }

        /** A character with the marks and conjoining vowels and finals that belong to it. */
        private int endOfUnit(int from) {
            int next = from + Character.charCount(original.codePointAt(from));
            while (next < original.length()) {
                char c = original.charAt(next);
                if (c < '\u0300') {
                    break;
                }
                int code = original.codePointAt(next);
                boolean joins = code >= 0x1160 && code <= 0x11FF
                        || Character.getType(code) == Character.NON_SPACING_MARK
                        || Character.getType(code) == Character.COMBINING_SPACING_MARK
                        || Character.getType(code) == Character.ENCLOSING_MARK;
                if (!joins) {
                    break;
                }
                next += Character.charCount(code);
            }
            return next;
        }

        private static boolean isPlain(char c) {
            return c > ' ' && c < 0x7F || Letters.isSyllable(c);
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\n';
        }
    }
}
