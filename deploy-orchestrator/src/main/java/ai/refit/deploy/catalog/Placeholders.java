package ai.refit.deploy.catalog;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What commands and values of the environment may leave open until a release is started. */
final class Placeholders {

    private static final List<String> KNOWN =
            List.of("{port}", "{release}", "{sha}", "{artifact}", "{base}", "{directory}");
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{[A-Za-z][A-Za-z_-]*}");

    private Placeholders() {}

    static List<String> unknown(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(each -> !KNOWN.contains(each))
                .toList();
    }

    static String insteadOf(String placeholder) {
        return Nearest.to(placeholder, KNOWN).orElse("one of " + String.join(", ", KNOWN));
    }
}
