package ai.refit.llm.wording;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.Concept;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a word ends when a Korean reads it aloud, on which its particle depends. Hangul says so itself; of a Latin name the
 * vocabulary may know the Hangul spelling (Git is 깃); any other is read by its letters (HTML) or by how English words are
 * usually written in Hangul (Cloud is 클라우드).
 */
final class FinalSound {

    enum Sound {
        VOWEL,
        /** The consonant ㄹ, before which 으로 is 로. */
        RIEUL,
        CONSONANT
    }

    private static final String RIEUL_DIGITS = "178";
    private static final String VOWEL_DIGITS = "2459";
    private static final Set<String> LETTERS_IN_RIEUL = Set.of("l", "r");
    private static final Set<String> LETTERS_IN_CONSONANT = Set.of("m", "n");
    private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}\\p{N}+#%]+)[^\\p{L}\\p{N}+#%]*$");
    private static final Pattern BRACKETED_TAIL = Pattern.compile("(?<=\\S)\\s*[(\\[][^()\\[\\]]*[)\\]]\\s*$");
    private static final Pattern CLOSED = Pattern.compile(".*([^aeiou][aeiou]|oo|ai)(c|k|ck|p|t)$");

    private final Map<String, String> hangul = new HashMap<>();

    FinalSound(Aliases aliases) {
        for (Concept skill : aliases.skills()) {
            skill.labels().stream()
                    .filter(FinalSound::isHangul)
                    .findFirst()
                    .ifPresent(korean -> skill.labels().stream()
                            .filter(label -> !isHangul(label))
                            .forEach(label -> hangul.put(label.toLowerCase(Locale.ROOT), korean)));
        }
    }

    Sound of(String text) {
        String said = BRACKETED_TAIL.matcher(text).replaceFirst("").strip();
        String known = hangul.get(said.toLowerCase(Locale.ROOT));
        Matcher last = LAST_WORD.matcher(known == null ? said : known);
        if (!last.find()) {
            return Sound.VOWEL;
        }
        String word = last.group(1);
        String spelled = hangul.getOrDefault(word.toLowerCase(Locale.ROOT), word);
        char end = spelled.charAt(spelled.length() - 1);
        if (isSyllable(end)) {
            int coda = (end - '\uAC00') % 28;
            return coda == 0 ? Sound.VOWEL : coda == 8 ? Sound.RIEUL : Sound.CONSONANT;
        }
        if (Character.isDigit(end)) {
            return RIEUL_DIGITS.indexOf(end) >= 0
                    ? Sound.RIEUL
                    : VOWEL_DIGITS.indexOf(end) >= 0 ? Sound.VOWEL : Sound.CONSONANT;
        }
        return end == '#' ? Sound.CONSONANT : end == '+' || end == '%' ? Sound.VOWEL : latin(spelled);
    }

    private static Sound latin(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String end = lower.substring(lower.length() - 1);
        boolean readByLetter =
                word.length() == 1 || isUpperCase(word, word.length() - 1) && isUpperCase(word, word.length() - 2);
        if (readByLetter) {
            return LETTERS_IN_RIEUL.contains(end)
                    ? Sound.RIEUL
                    : LETTERS_IN_CONSONANT.contains(end) ? Sound.CONSONANT : Sound.VOWEL;
        }
        if (end.equals("l") || lower.matches(".*[^aeiou]le$")) {
            return Sound.RIEUL;
        }
        boolean closed = end.equals("m") || end.equals("n") || lower.endsWith("ng");
        return closed
                        || lower.matches(".*[aeiou][mn]e$")
                        || CLOSED.matcher(lower).matches()
                ? Sound.CONSONANT
                : Sound.VOWEL;
    }

    private static boolean isUpperCase(String word, int at) {
        return Character.isUpperCase(word.charAt(at));
    }

    private static boolean isHangul(String label) {
        return label.chars().allMatch(c -> isSyllable((char) c) || c == ' ');
    }

    private static boolean isSyllable(char c) {
        return c >= '\uAC00' && c <= '\uD7A3';
    }
}
