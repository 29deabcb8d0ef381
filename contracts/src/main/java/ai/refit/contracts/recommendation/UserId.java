package ai.refit.contracts.recommendation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The id of the person who is looking: a 64-bit integer or a text. It is written back in the form in which it came; as
 * a key both forms are the same person.
 */
public record UserId(String key, boolean number) {

    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,19}");

    @JsonCreator
    public static UserId of(Object scalar) {
        return switch (scalar) {
            case Integer i -> new UserId(i.toString(), true);
            case Long l -> new UserId(l.toString(), true);
            case String text -> new UserId(text, false);
            default -> throw new IllegalArgumentException("a user id is a 64-bit integer or a text");
        };
    }

    /** Digits are a number, anything else a text: for ids that come in a path. */
    public static UserId ofPath(String text) {
        return new UserId(text, isLong(text));
    }

    /** Whether this id may be a mentor's. */
    public boolean mayBeMentor() {
        return isLong(key);
    }

    @JsonValue
    public Object scalar() {
        return number ? (Object) Long.valueOf(key) : key;
    }

    private static boolean isLong(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return false;
        }
        try {
            return Long.toString(Long.parseLong(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
