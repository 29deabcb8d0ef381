package ai.refit.llm.resume;

import ai.refit.contracts.vocabulary.FoldedText;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of one kind. Latin words count where they stand as words of their own, Hangul wherever it stands. */
final class Words {

    private static final String NO_LETTER_BEFORE = "(?<![\\p{IsLatin}\\p{N}])";
    private static final String NO_LETTER_AFTER = "(?![\\p{IsLatin}\\p{N}])";

    private final Set<String> whole = new HashSet<>();
    private final Pattern anywhere;
    private final Pattern atEnd;

    Words(List<String> words) {
        words.forEach(word -> whole.add(squeeze(word)));
        String alternatives = words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Words::expression)
                .collect(Collectors.joining("|"));
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        this.anywhere = Pattern.compile("(?:" + alternatives + ")", flags);
        this.atEnd = Pattern.compile("(?:" + alternatives + ")$", flags);
    }

    /** A text without blanks, signs and letter case; what is left of {@code 학 력 사 항 :} and {@code 학력사항} is the same. */
    static String squeeze(String text) {
        var squeezed = new StringBuilder(text.length());
        FoldedText.fold(text)
                .codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || c == '+' || c == '#')
                .forEach(squeezed::appendCodePoint);
        return squeezed.toString();
    }

    private static String expression(String word) {
        String quoted = Pattern.quote(word).replace(" ", "\\E\\s*\\Q");
        boolean latinStart = Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.LATIN;
        boolean latinEnd =
                Character.UnicodeScript.of(word.codePointBefore(word.length())) == Character.UnicodeScript.LATIN;
        return (latinStart ? NO_LETTER_BEFORE : "") + quoted + (latinEnd ? NO_LETTER_AFTER : "");
    }

    /** Whether the text is one of the words and nothing else. */
    boolean are(String text) {
        return whole.contains(squeeze(text));
    }

    boolean standIn(String text) {
        return anywhere.matcher(text).find();
    }

    boolean end(String text) {
        return atEnd.matcher(text.strip()).find();
    }

    Matcher in(String text) {
        return anywhere.matcher(text);
    }

    /** How many of them stand in the text, each once. */
    int countIn(String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = anywhere.matcher(text);
        while (matcher.find()) {
            found.add(squeeze(matcher.group()));
        }
        return found.size();
    }

    String removeFrom(String text) {
        return anywhere.matcher(text).replaceAll(" ");
    }

    String expression() {
        return anywhere.pattern();
    }
}
