package ai.refit.deploy.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One reading of a file: what was found wrong until now, and where references lead. */
final class Reading {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String file;
    private final Map<String, String> environment;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Reading(String file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @param fault what was found, if it may be shown */
    void mistake(Place place, String fault, String expected) {
        mistakes.add(new Mistake(place.line(), said(place, fault + " (expected: " + expected + ")")));
    }

    void warn(Place place, String warning) {
        warnings.add(said(place, warning));
    }

    int mistakes() {
        return mistakes.size();
    }

    List<String> warnings() {
        return warnings;
    }

    void refuseMistakes() {
        if (!mistakes.isEmpty()) {
            throw new InvalidCatalog(mistakes.stream()
                    .sorted(Comparator.comparingInt(Mistake::line))
                    .map(Mistake::text)
                    .toList());
        }
    }

    /** The text with all references replaced; null when one cannot be, which was noted. */
    @Nullable
    String resolve(Place place, String text) {
        var resolved = new StringBuilder();
        Matcher reference = REFERENCE.matcher(text);
        while (reference.find()) {
            String name = reference.group(1);
            String value = environment.get(name);
            if (value == null) {
                boolean wellFormed = NAME.matcher(name).matches();
                mistake(
                        place,
                        wellFormed ? "${" + name + "} is not set" : "not a reference",
                        wellFormed
                                ? "an environment variable " + name
                                : "${NAME} with the name of an environment variable");
                return null;
            }
            reference.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(resolved).toString();
    }

    /** Whether the text is nothing but a reference to a variable that is not set, or empty. */
    boolean isUnset(String text) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.matches()
                && NAME.matcher(reference.group(1)).matches()
                && environment.getOrDefault(reference.group(1), "").isBlank();
    }

    private String said(Place place, String text) {
        return file + ":" + place.line() + ": " + place.path() + ": " + text;
    }

    /**
     * @param line counted from 1
     * @param path of keys, as {@code services[1].run.ports}
     */
    record Place(int line, String path) {}

    private record Mistake(int line, String text) {}
}
