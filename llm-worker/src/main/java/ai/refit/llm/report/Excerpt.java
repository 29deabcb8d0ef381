package ai.refit.llm.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a text that is too long. */
public final class Excerpt {

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?。…](?=[\\s”\"')]|$)[”\"')]*");

    private Excerpt() {}

    /** The text on one line, or as many of its words as fit, with an ellipsis. */
    public static String of(String text, int longest) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= longest) {
            return line;
        }
        String cut = line.substring(0, longest - 1);
        int blank = cut.lastIndexOf(' ');
        String words = blank > longest / 2 ? cut.substring(0, blank) : cut;
        if (Character.isHighSurrogate(words.charAt(words.length() - 1))) {
            words = words.substring(0, words.length() - 1);
        }
        return words + "…";
    }

    /** As many whole sentences as fit, or else as many words. */
    public static String sentences(String text, int longest) {
        String line = text.strip();
        if (line.length() <= longest) {
            return line;
        }
        Matcher ends = SENTENCE_END.matcher(line);
        int last = 0;
        while (ends.find() && ends.end() <= longest) {
            last = ends.end();
        }
        return last == 0 ? of(line, longest) : line.substring(0, last);
    }
}
