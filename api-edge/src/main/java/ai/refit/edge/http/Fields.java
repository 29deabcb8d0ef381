package ai.refit.edge.http;

import ai.refit.contracts.json.Json;
import ai.refit.edge.http.Problem.FieldError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a JSON object and collects everything that is wrong with them, so that one answer names all
 * faults. Absent and null are the same. Unknown fields are ignored.
 */
public final class Fields {

    private static final int LONGEST_URL = 4_096;

    private final JsonNode object;
    /** Where the object stands, such as {@code chat_messages[3].}; empty for the body itself. */
    private final String place;

    private final List<FieldError> errors;

    private Fields(JsonNode object, String place, List<FieldError> errors) {
        this.object = object;
        this.place = place;
        this.errors = errors;
    }

    /** Of an object that is no body, such as the fields of a form. */
    public static Fields of(ObjectNode object) {
        return new Fields(object, "", new ArrayList<>());
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
        return new Fields(tree, "", new ArrayList<>());
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
        JsonNode value = list(field, maxItems, "a list of texts");
        if (value == null) {
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

    /** The object under that name, whose faults count here; null when absent. */
    public @Nullable Fields object(String field) {
        JsonNode value = value(field);
        return value == null ? null : object(field, value);
    }

    /** A list of objects, whose faults count here; absent is empty, and so is an item that is null. */
    public List<Fields> objects(String field, int maxItems) {
        JsonNode list = list(field, maxItems, "a list of objects");
        var objects = new ArrayList<Fields>();
        for (int i = 0; list != null && i < list.size(); i++) {
            if (!list.get(i).isNull()) {
                Fields item = object(field + "[" + i + "]", list.get(i));
                if (item != null) {
                    objects.add(item);
                }
            }
        }
        return objects;
    }

    private @Nullable Fields object(String field, JsonNode value) {
        if (!value.isObject()) {
            wrongType(field, value, "an object");
            return null;
        }
        return new Fields(value, place + field + ".", errors);
    }

    /** A list of texts as a form sends it: null and blank items are left out. */
    public List<String> lines(String field, int maxItems, int maxLength) {
        JsonNode list = list(field, maxItems, "a list of texts");
        var lines = new ArrayList<String>();
        for (int i = 0; list != null && i < list.size(); i++) {
            String line = list.get(i).isNull() ? null : text(field + "[" + i + "]", list.get(i), maxLength);
            if (line != null && !line.isBlank()) {
                lines.add(line.strip());
            }
        }
        return lines;
    }

    private @Nullable JsonNode list(String field, int maxItems, String expected) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            wrongType(field, value, expected);
            return null;
        }
        if (value.size() > maxItems) {
            fault(field, "has " + value.size() + " items", "at most " + maxItems);
            return null;
        }
        return value;
    }

    /** An address on the web, as it was given; whether it may be fetched is for others to say. The fault does not quote it. */
    public @Nullable String url(String field) {
        String text = text(field, LONGEST_URL);
        if (text == null) {
            return null;
        }
        try {
            var uri = new URI(text.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return text.strip();
            }
        } catch (URISyntaxException e) {
            // Like any other text that is no address.
        }
        fault(field, "is no address on the web", "an http or https URL");
        return null;
    }

    public void fault(String field, String detail, String expected) {
        errors.add(new FieldError(place + field, detail, expected));
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
