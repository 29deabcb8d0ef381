package ai.refit.llm.document;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cleans what programs leave in texts: characters that are not seen, ligatures, decomposed Hangul, divided words, icons. */
final class PlainText {

    private static final Pattern LIGATURE = Pattern.compile("[ﬀ-ﬆ]");
    private static final Pattern POINT = Pattern.compile("^\\s*(?:[•◦‣▪▫■□●○◆◇▶▷►✓✔※＊*·ㆍ⁃–—-]|[ㅇo]\\s)");
    /** A word cut by a hyphen at the end of a line; not a range, nor a hyphen that was there before. */
    private static final Pattern CUT = Pattern.compile("(?:^|[^\\p{L}-])\\p{L}{2,}-$");

    private static final Pattern CONTACT =
            Pattern.compile("@|https?:|www\\.|linkedin|github|\\.com\\b|\\d{3,4}[- .]\\d{4}", Pattern.CASE_INSENSITIVE);
    /** What the icon fonts of LaTeX leave where their glyphs have no meaning. */
    private static final Pattern ICON = Pattern.compile("(?<=^|[\\s|])[+#ð§ïî](?=\\s)\\s*");

    private PlainText() {}

    /** Lines without what nobody sees; at most one blank line in a row, none at either end. */
    static String clean(String text) {
        var lines = new ArrayList<String>();
        for (String line : visible(text).split("\n", -1)) {
            String cleaned = cleanLine(line);
            boolean blank = cleaned.isEmpty();
            if (!blank || !lines.isEmpty() && !lines.getLast().isEmpty()) {
                lines.add(cleaned);
            }
        }
        return String.join("\n", rejoined(lines)).strip();
    }

    /** How many characters of a text are there for machines only: tags and marks of direction. */
    static int hidden(String text) {
        return (int) text.codePoints().filter(PlainText::isHidden).count();
    }

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ' || c == 0x7F;
    }

    /** Whether a line is a point of a list. */
    static boolean isPoint(String line) {
        return POINT.matcher(line).find();
    }

    private static String visible(String text) {
        String unfolded = LIGATURE.matcher(text.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll(ligature -> Normalizer.normalize(ligature.group(), Normalizer.Form.NFKC));
        var kept = new StringBuilder(unfolded.length());
        unfolded.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                kept.append((char) c);
            } else if (c == 0x2028 || c == 0x2029 || c == '\f' || c == 0x0B || c == 0x85) {
                kept.append('\n');
            } else if (isSpace(c) || c >= 0x80 && c < 0xA0) {
                kept.append(' ');
            } else if (!isNothing(c)) {
                kept.appendCodePoint(c);
            }
        });
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }

    private static boolean isNothing(int c) {
        int type = Character.getType(c);
        return isHidden(c)
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || c == 0xFFFD;
    }

    private static boolean isHidden(int c) {
        return Character.getType(c) == Character.FORMAT && c != 0xAD || c >= 0xE0000 && c <= 0xE0FFF;
    }

    private static String cleanLine(String line) {
        String plain = CONTACT.matcher(line).find() ? ICON.matcher(line).replaceAll("") : line;
        return plain.replaceAll(" {2,}+", " ").replaceAll(" ?\t[ \t]*+", "\t").strip();
    }

    private static List<String> rejoined(List<String> lines) {
        var joined = new ArrayList<String>();
        for (String line : lines) {
            String before = joined.isEmpty() ? "" : joined.getLast();
            boolean goesOn = !line.isEmpty() && Character.isLowerCase(line.charAt(0)) && line.indexOf('\t') < 0;
            if (goesOn && (before.endsWith("\u00AD") || CUT.matcher(before).find())) {
                joined.set(joined.size() - 1, before.substring(0, before.length() - 1) + line);
            } else {
                joined.add(line);
            }
        }
        joined.replaceAll(line -> line.replace("\u00AD", ""));
        return joined;
    }
}
