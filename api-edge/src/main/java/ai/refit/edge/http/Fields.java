package ai.refit.edge.http;

import ai.refit.contracts.json.Json;
import ai.refit.edge.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a JSON object and collects everything that is wrong with them, so that one answer names all
 * faults. Absent and null are the same. Unknown fields are ignored.
 */
public final class Fields {

    private final JsonNode object;
    private final List<FieldError> errors = new ArrayList<>();

    private Fields(JsonNode object) {
        this.object = object;
    }

    /**
     * @throws ProblemException 400 when the bytes are not one JSON object; the message says where
     */
    public static Fields parse(byte[] body) {
        if (body.length == 0) {
            throw Problem.malformed("The body is empty (expected: a JSON object).")
                    .exception();
        }
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (StreamConstraintsException e) {
            // Its message goes on with names of our own code.
            throw Problem.malformed("The body is not JSON that is taken here: "
                            + e.getOriginalMessage().replaceFirst(", from `.*", ")"))
                    .exception();
        } catch (JacksonException e) {
            var where = e.getLocation();
            String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            throw Problem.malformed("The body is not JSON" + place + ": " + e.getOriginalMessage())
                    .exception();
        }
        if (!tree.isObject()) {
            throw Problem.malformed("The body is a JSON " + name(tree) + " (expected: an object).")
                    .exception();
        }
        return new Fields(tree);
    }

    /** Throws when any field read so far was faulty. */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(List.copyOf(errors)).exception();
        }
    }

    public List<FieldError> errors() {
        return errors;
    }

    public boolean has(String field) {
        return value(field) != null;
    }

    /** The value as it stands, null when absent. */
    public @Nullable JsonNode value(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    public @Nullable String text(String field, int maxLength) {
        JsonNode value = value(field);
        return value == null ? null : text(field, value, maxLength);
    }

    public boolean flag(String field, boolean absent) {
        Boolean value = optionalFlag(field);
        return value == null ? absent : value;
    }

    public @Nullable Boolean optionalFlag(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            wrongType(field, value, "true or false");
            return null;
        }
        return value.booleanValue();
    }

    public @Nullable Long integer(String field, long min, long max) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        String expected = "an integer from " + min + " to " + max;
        if (!value.isIntegralNumber()) {
            wrongType(field, value, expected);
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            fault(field, "is " + value, expected);
            return null;
        }
        return value.longValue();
    }

    public @Nullable Double number(String field, double min, double max) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        String expected = "a number from " + plain(min) + " to " + plain(max);
        if (!value.isNumber()) {
            wrongType(field, value, expected);
            return null;
        }
        double number = value.doubleValue();
        if (!(number >= min && number <= max)) {
            fault(field, "is " + value, expected);
            return null;
        }
        return number;
    }

    /** A list of texts; blank items are faulty, absent is empty. */
    public List<String> texts(String field, int maxItems, int maxLength) {
        JsonNode value = value(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            wrongType(field, value, "a list of texts");
            return List.of();
        }
        if (value.size() > maxItems) {
            fault(field, "has " + value.size() + " items", "at most " + maxItems);
            return List.of();
        }
        var texts = new ArrayList<String>(value.size());
        for (int i = 0; i < value.size(); i++) {
            String text = text(field + "[" + i + "]", value.get(i), maxLength);
            if (text != null && text.isBlank()) {
                fault(field + "[" + i + "]", "is blank", "a text with at least one character");
            } else if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    public void fault(String field, String detail, String expected) {
        errors.add(new FieldError(field, detail, expected));
    }

    public void wrongType(String field, JsonNode value, String expected) {
        fault(field, "is a JSON " + name(value), expected);
    }

    private @Nullable String text(String field, JsonNode value, int maxLength) {
        if (!value.isString()) {
            wrongType(field, value, "a text");
            return null;
        }
        String text = value.stringValue();
        if (text.length() > maxLength) {
            fault(field, "has " + text.length() + " characters", "at most " + maxLength);
            return null;
        }
        String wrong = unwritable(text);
        if (wrong != null) {
            fault(field, wrong, "text without it");
            return null;
        }
        return text;
    }

    /** What in a text can be stored by no database or written in no UTF-8; null when there is nothing of it. */
    public static @Nullable String unwritable(String text) {
        if (text.indexOf('\u0000') >= 0) {
            return "holds the character U+0000";
        }
        boolean half = text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
        return half ? "holds half of a surrogate pair" : null;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> "number";
            case OBJECT -> "object";
            case STRING -> "string";
            default -> "value";
        };
    }
}
