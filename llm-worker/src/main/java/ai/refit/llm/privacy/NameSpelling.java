package ai.refit.llm.privacy;

import ai.refit.contracts.vocabulary.Aliases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a name may be written in running text: spaced out, turned round, in capitals, with what Korean hangs onto it. */
final class NameSpelling {

    private static final Pattern HANGUL = Pattern.compile("[가-힣\\s]+");
    private static final Pattern BREAKS = Pattern.compile("[\\s,.]+");
    private static final String HANGS_ON =
            "(?=$|[^가-힣]|님|씨|군(?![가-힣])|양(?![가-힣])|은(?![가-힣])|는(?![가-힣])|이(?![가-힣])|가(?![가-힣])|을(?![가-힣])|를(?![가-힣])|의(?![가-힣])|에게|께|과(?![가-힣])|와(?![가-힣])|도(?![가-힣])|입니다|이라|라고|이고|이며|이었)";
    private static final Set<String> WORDS = Words.of("name-words.txt");

    private final String name;
    private final Aliases aliases;

    NameSpelling(String name, Aliases aliases) {
        this.name = name.strip();
        this.aliases = aliases;
    }

    /** The whole name; nothing for what is too short to be told from other words. */
    List<Pattern> wholes() {
        if (isKorean()) {
            return korean(name.replaceAll("\\s+", ""));
        }
        List<String> words = words();
        if (words.stream().mapToInt(String::length).sum() < 2) {
            return List.of();
        }
        if (words.size() == 1) {
            return List.of(alone(words.getFirst()));
        }
        Set<String> orders = new LinkedHashSet<>();
        orders.add(spelling(words));
        orders.add(spelling(turned(words, 1)));
        orders.add(spelling(turned(words, words.size() - 1)));
        var patterns = new ArrayList<Pattern>();
        orders.forEach(order -> patterns.add(Pattern.compile(
                "(?<![\\p{L}\\d])" + order + "(?![\\p{L}&&[^가-힣]])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)));
        return patterns;
    }

    /** Its words alone, of those that are no other words. */
    List<Pattern> parts() {
        return isKorean()
                ? List.of()
                : words().stream()
                        .filter(this::standsAlone)
                        .map(NameSpelling::alone)
                        .toList();
    }

    private static Pattern alone(String word) {
        String capitals = word.toUpperCase(Locale.ROOT);
        String capital = word.substring(0, 1) + word.substring(1).toLowerCase(Locale.ROOT);
        return Pattern.compile("(?<![\\p{L}\\d./@-])(?:" + Pattern.quote(word) + "|" + Pattern.quote(capitals) + "|"
                + Pattern.quote(capital) + ")(?![\\p{L}\\d&&[^가-힣]]|[-/@]\\p{L}|\\.\\p{Ll})");
    }

    private boolean isKorean() {
        return HANGUL.matcher(name).matches();
    }

    private List<String> words() {
        return Arrays.stream(BREAKS.split(name)).filter(word -> !word.isEmpty()).toList();
    }

    /** Whether a word of an account's name is a part of this name. */
    boolean isIn(String account) {
        String plain = account.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
        List<String> words = Arrays.stream(
                        BREAKS.split(name.toLowerCase(Locale.ROOT).replace("-", "")))
                .filter(word -> word.length() > 2)
                .toList();
        return words.stream().anyMatch(plain::contains);
    }

    private static List<Pattern> korean(String syllables) {
        if (syllables.length() < 2) {
            return List.of();
        }
        String spaced =
                syllables.chars().mapToObj(c -> String.valueOf((char) c)).collect(Collectors.joining("\\s?"));
        Pattern whole = syllables.length() == 2
                ? Pattern.compile("(?<![가-힣])" + spaced + HANGS_ON)
                : Pattern.compile(syllables + "|(?<![가-힣])" + spaced + HANGS_ON);
        if (syllables.length() != 3) {
            return List.of(whole);
        }
        // A given name alone is a word too often, unless it is addressed.
        return List.of(whole, Pattern.compile("(?<![가-힣])" + syllables.substring(1) + "(?=\\s?(?:님|씨)(?![가-힣]))"));
    }

    private static String spelling(List<String> words) {
        return words.stream()
                .map(word ->
                        Arrays.stream(word.split("[-‐]")).map(Pattern::quote).collect(Collectors.joining("[-‐ ]?")))
                .collect(Collectors.joining("[,.]?[\\s_-]+"));
    }

    private static List<String> turned(List<String> words, int by) {
        var turned = new ArrayList<>(words.subList(by, words.size()));
        turned.addAll(words.subList(0, by));
        return turned;
    }

    private boolean standsAlone(String word) {
        return word.length() > 2
                && Character.isUpperCase(word.charAt(0))
                && !WORDS.contains(word.toLowerCase(Locale.ROOT))
                && aliases.mentions(word).isEmpty();
    }
}
