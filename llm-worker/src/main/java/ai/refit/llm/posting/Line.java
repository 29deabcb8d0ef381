package ai.refit.llm.posting;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a posting.
 *
 * @param text without the sign before it
 * @param sign what stands before the text
 * @param mark the sign as it is written, numbers and letters all alike; empty when there is none
 * @param indented whether it begins further right
 */
record Line(String text, Sign sign, String mark, boolean indented) {

    enum Sign {
        NONE,
        /** Of a list's item. */
        BULLET,
        /** Of a heading, most often. */
        SYMBOL,
        /** Of a heading, always: number signs, brackets, stars around. */
        HEADING
    }

    private static final int LONGEST_HEADING = 40;
    private static final Pattern BULLET = Pattern.compile(
            "^(?:(?:[-–—•·∙‧▪◦‣⁃*ㆍ・✔✓☑●○→]\\s*){1,9}|\\d{1,2}[.)]\\s+|[①-⑳]\\s*|[가나다라마바사아자차][.)]\\s+)(?=\\S)");
    private static final Pattern SYMBOL = Pattern.compile("^[\\p{So}\\x{FE0F}※]+\\s*(?=\\S)");
    private static final Pattern NUMBER_SIGNS = Pattern.compile("^(#{1,6})\\s+(?=\\S)");
    private static final Pattern IN_BRACKETS = Pattern.compile("^[\\[【<〈《].{1,38}[\\]】>〉》]$");
    private static final Pattern PLACEHOLDER = Pattern.compile("^\\[[A-Z_]+_\\d+].*");

    static List<Line> of(String posting) {
        return posting.lines().map(Line::read).toList();
    }

    static Line read(String raw) {
        String text = raw.strip();
        boolean indented = raw.startsWith("  ") || raw.startsWith("\t") || raw.startsWith("\u3000");
        Matcher signs = NUMBER_SIGNS.matcher(text);
        if (signs.find()) {
            return new Line(bare(text.substring(signs.end())), Sign.HEADING, signs.group(1), indented);
        }
        if (text.startsWith("**") && text.endsWith("**") && text.length() > 4) {
            return new Line(bare(text), Sign.HEADING, "**", indented);
        }
        if (IN_BRACKETS.matcher(text).matches() && !PLACEHOLDER.matcher(text).matches()) {
            return new Line(text, Sign.HEADING, text.substring(0, 1), indented);
        }
        Matcher bullet = BULLET.matcher(text);
        if (bullet.find()) {
            return new Line(text.substring(bullet.end()).strip(), Sign.BULLET, kind(bullet.group()), indented);
        }
        Matcher symbol = SYMBOL.matcher(text);
        if (symbol.find()) {
            return new Line(bare(text.substring(symbol.end())), Sign.SYMBOL, kind(symbol.group()), indented);
        }
        return new Line(text, Sign.NONE, "", indented);
    }

    boolean isBlank() {
        return text.isEmpty();
    }

    /** Whether it only divides. */
    boolean isRule() {
        return text.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** How deep a heading is, as Markdown counts; 0 when its sign does not tell. */
    int level() {
        return mark.startsWith("#") ? mark.length() : 0;
    }

    /** Whether it looks like the heading of something, even if nobody knows of what. */
    boolean looksLikeHeading() {
        return text.length() <= LONGEST_HEADING
                && switch (sign) {
                    case HEADING, SYMBOL -> true;
                    case NONE -> text.endsWith(":") || text.endsWith("：");
                    case BULLET -> false;
                };
    }

    private static String kind(String mark) {
        return mark.strip().replaceAll("\\d+", "0").replaceAll("[①-⑳]", "①").replaceAll("[가-힣]", "가");
    }

    /** Without the stars of Markdown. */
    private static String bare(String text) {
        return text.startsWith("**") ? text.replace("**", "").strip() : text;
    }
}
