package ai.refit.llm.resume;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes a text apart into the lines that say something: no page numbers, no footers, nothing that gives orders to whoever
 * reads. A range of dates that was broken across two lines is one line again.
 */
final class Lines {

    private static final Pattern BULLET =
            Pattern.compile("^[\\s]*(?:[•◦●○■□▪▫◆◇▶▷►▸‣⁃∙·※★☆✓✔➢➤❖–—*+-]|[-=]>)+\\s*(?=\\S)");
    private static final Pattern NUMBER = Pattern.compile("^\\s*(?:\\(?\\d{1,2}[.)]|[①-⑳]|[가-하][.)])\\s+(?=\\S)");
    private static final Pattern FOOTER = Pattern.compile(
            "^.{0,40}?[-–—\\s]*(?:page\\s*)?\\d{1,3}\\s*(?:/|of)\\s*\\d{1,3}$|^[-–—\\s]*\\d{1,3}[-–—\\s]*$"
                    + "|^(?:last )?updated .{0,30}$|^references? (?:are )?available.{0,30}$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BROKEN_RANGE = Pattern.compile("[~∼〜～–—-]\\s*$");
    /** A line that is a whole paragraph loses only the sentences that give orders. */
    private static final int PARAGRAPH = 250;

    private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?。])\\s+");
    private static final int LONGEST = 400;
    private static final int BROKEN_LINE = 60;
    private static final double FULL = 0.8;
    private static final int NARROWEST = 45;
    private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");

    private final Dates dates;
    private final Words orders;

    Lines(Dates dates, Words orders) {
        this.dates = dates;
        this.orders = orders;
    }

    List<Line> of(String text) {
        List<Line> lines = new ArrayList<>();
        boolean blank = false;
        int width = Math.max(NARROWEST, (int) (FULL
                * text.lines()
                        .mapToInt(line -> Math.min(line.length(), LONGEST))
                        .max()
                        .orElse(0)));
        int from = 0;
        while (from < text.length()) {
            int end = endOfLine(text, from);
            if (isBrokenRange(text, from, end)) {
                end = endOfLine(text, end + 1);
            }
            end = Math.min(end, longest(text, from, end));
            String raw = text.substring(from, end);
            if (raw.isBlank() || !LETTER.matcher(raw).find()) {
                blank |= raw.isBlank();
            } else if (!FOOTER.matcher(raw.strip()).matches() && (raw.length() >= PARAGRAPH || !orders.standIn(raw))) {
                lines.add(line(raw, from, blank, width));
                blank = false;
            }
            from = end < text.length() && text.charAt(end) != '\n' ? end : end + 1;
        }
        return lines;
    }

    /** Nothing that is told by its line is longer; cutting keeps the time to read any text short. */
    private static int longest(String text, int from, int end) {
        if (end - from <= LONGEST) {
            return end;
        }
        int blank = text.lastIndexOf(' ', from + LONGEST);
        return blank > from ? blank : from + LONGEST;
    }

    private boolean isBrokenRange(String text, int from, int end) {
        if (end - from > BROKEN_LINE) {
            return false;
        }
        String line = text.substring(from, end);
        if (end >= text.length() || !BROKEN_RANGE.matcher(line).find()) {
            return false;
        }
        String next = text.substring(end + 1, endOfLine(text, end + 1)).strip();
        List<Dated> joined = dates.in(tidy(line + " " + next));
        return !joined.isEmpty()
                && joined.getLast().end() > tidy(line).length()
                && !joined.getLast()
                        .period()
                        .equals(new Period(joined.getLast().period().start(), null));
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private Line line(String raw, int start, boolean afterBlank, int width) {
        String tidy = tidy(raw.length() >= PARAGRAPH && orders.standIn(raw) ? withoutOrders(raw) : raw);
        Matcher bullet = BULLET.matcher(tidy);
        boolean bulleted = bullet.find();
        String text = (bulleted ? tidy.substring(bullet.end()) : tidy).strip();
        Matcher number = NUMBER.matcher(text);
        if (number.find()) {
            text = text.substring(number.end());
        }
        return new Line(raw, start, text, bulleted, afterBlank, tidy.length() >= width, dates.first(text));
    }

    private String withoutOrders(String paragraph) {
        return Stream.of(SENTENCES.split(paragraph))
                .filter(sentence -> !orders.standIn(sentence))
                .collect(Collectors.joining(" "));
    }

    /** Each control character and unusual blank as the usual one; cells of a table's row stay divided by one tab. */
    private static String tidy(String raw) {
        var tidy = new StringBuilder(raw.length());
        raw.chars().forEach(c -> tidy.append(c == '\t' ? '\t' : isBlank((char) c) ? ' ' : (char) c));
        String wide = tidy.toString().replaceAll("(?<=\\S) {3,}(?=\\S)", "\t").replaceAll(" *\\t *", "\t");
        return wide.replaceAll(" +", " ").strip();
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || c >= '\uE000' && c <= '\uF8FF';
    }
}
