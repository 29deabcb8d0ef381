package ai.refit.llm.resume;

import java.util.regex.Pattern;

/** What stands in a masked text for personal data, such as {@code [NAME_1]}. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z][A-Z_]*_\\d+]");

    private Placeholders() {}

    static boolean standIn(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    static int countIn(String text) {
        return (int) PLACEHOLDER
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .distinct()
                .count();
    }

    static String removeFrom(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(" ");
    }
}
