package ai.refit.llm.posting;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a posting.
 *
 * @param text without the sign before it
 * @param sign what stands before the text
 * @param indented whether it begins further right
 */
record Line(String text, Sign sign, boolean indented) {

    enum Sign {
        NONE,
        /** Of a list's item. */
        BULLET,
        /** Of a heading. */
        MARK
    }

    private static final int LONGEST_HEADING = 40;
    private static final Pattern BULLET =
            Pattern.compile("^(?:(?:[-–—•·∙‧▪◦‣⁃*ㆍ・✔✓☑●○→]\\s*)+|\\d{1,2}[.)]\\s+|[①-⑳]\\s*|[가나다라마바사아자차][.)]\\s+)(?=\\S)");
    private static final Pattern MARK =
            Pattern.compile("^(?:#{1,6}\\s+|[■□◆◇▶▷►★☆◎♦※❖]+\\s*|[\\p{So}\\x{FE0F}]+\\s*)(?=\\S)");
    private static final Pattern IN_BRACKETS = Pattern.compile("^[\\[【<〈《].{1,38}[\\]】>〉》]$");
    private static final Pattern PLACEHOLDER = Pattern.compile("^\\[[A-Z_]+_\\d+].*");

    static List<Line> of(String posting) {
        return posting.lines().map(Line::read).toList();
    }

    private static Line read(String raw) {
        String text = raw.strip();
        boolean indented = raw.startsWith("  ") || raw.startsWith("\t") || raw.startsWith("\u3000");
        Matcher mark = MARK.matcher(text);
        if (mark.find()) {
            return new Line(bare(text.substring(mark.end())), Sign.MARK, indented);
        }
        Matcher bullet = BULLET.matcher(text);
        if (bullet.find() && !text.startsWith("**")) {
            return new Line(text.substring(bullet.end()).strip(), Sign.BULLET, indented);
        }
        boolean headed = (IN_BRACKETS.matcher(text).matches() || text.startsWith("**") && text.endsWith("**"))
                && !PLACEHOLDER.matcher(text).matches();
        return new Line(bare(text), headed ? Sign.MARK : Sign.NONE, indented);
    }

    boolean isBlank() {
        return text.isEmpty();
    }

    /** Whether it looks like the heading of something, even if nobody knows of what. */
    boolean looksLikeHeading() {
        return text.length() <= LONGEST_HEADING
                && (sign == Sign.MARK || sign == Sign.NONE && (text.endsWith(":") || text.endsWith("：")));
    }

    /** Without the stars of Markdown. */
    private static String bare(String text) {
        return text.startsWith("**") ? text.replace("**", "").strip() : text;
    }
}
