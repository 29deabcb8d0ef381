package ai.refit.llm.report;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many years of experience a text asks for; the least of a range. */
public final class AskedYears {

    private static final String WORDS = "one two three four five six seven eight nine ten ";
    private static final Pattern KOREAN = Pattern.compile(
            "(\\d{1,2})\\s*년?\\s*(?:[~∼–-]\\s*\\d{1,2}\\s*)?년\\s*(?:차|간)?\\s*(?:이상|차|내외|정도|~|의?\\s*경력|$)"
                    + "|경력\\s*(?:\\(|:)?\\s*(\\d{1,2})\\s*년");
    private static final Pattern ENGLISH = Pattern.compile(
            "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\\s*\\+?\\s*(?:(?:-|–|to)\\s*\\d{1,2}\\s*)?(?:or more\\s+)?\\+?\\s*(?:years?|yrs?)\\b");

    private AskedYears() {}

    /** Empty when the text asks for none. */
    public static OptionalInt in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher korean = KOREAN.matcher(lower);
        if (korean.find()) {
            return OptionalInt.of(Integer.parseInt(korean.group(1) == null ? korean.group(2) : korean.group(1)));
        }
        Matcher english = ENGLISH.matcher(lower);
        if (!english.find()) {
            return OptionalInt.empty();
        }
        String number = english.group(1);
        return OptionalInt.of(
                Character.isDigit(number.charAt(0))
                        ? Integer.parseInt(number)
                        : WORDS.substring(0, WORDS.indexOf(number + " ")).split(" ").length
                                + (WORDS.startsWith(number) ? 0 : 1));
    }
}
