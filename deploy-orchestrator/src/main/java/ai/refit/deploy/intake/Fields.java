package ai.refit.deploy.intake;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.intake.Problem.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/**
 * Reads a JSON object field by field and collects everything that is wrong with it, so that one answer names all faults.
 * Absent and null are the same. A field that nobody asked for is a fault: a misspelt {@code backup_id} must not restore
 * something else.
 */
final class Fields {

    private final JsonNode object;
    private final String prefix;
    private final List<Fault> faults;
    private final Set<String> known = new HashSet<>();
    private final List<Fields> parts = new ArrayList<>();

    private Fields(JsonNode object, String prefix, List<Fault> faults) {
        this.object = object;
        this.prefix = prefix;
        this.faults = faults;
    }

    /** @throws Problem when the bytes are not one JSON object; it says where */
    static Fields parse(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw Problem.malformed("The body is empty (expected: a JSON object).");
        }
        JsonNode tree;
        try {
            tree = Json.mapper()
                    .reader()
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .readTree(body);
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            throw Problem.malformed("The body is no JSON that is taken here"
                    + (where == null ? "" : ", at line " + where.getLineNr() + ", column " + where.getColumnNr())
                    + " (expected: a JSON object, each field once).");
        }
        if (!tree.isObject()) {
            throw Problem.malformed("The body is a JSON " + name(tree) + " (expected: an object).");
        }
        return new Fields(tree, "", new ArrayList<>());
    }

    boolean has(String field) {
        return value(field) != null;
    }

    boolean isEmpty(String field) {
        JsonNode value = value(field);
        return value != null && value.isString() && value.stringValue().isEmpty();
    }

    /** An object inside this one; an empty one, and a fault, when there is none. */
    Fields object(String field) {
        JsonNode value = value(field);
        if (value == null) {
            missing(field, "an object");
        } else if (!value.isObject()) {
            fault(field, "is a JSON " + name(value), "an object");
        }
        var part = new Fields(
                value != null && value.isObject() ? value : Json.mapper().createObjectNode(),
                prefix + field + ".",
                value != null && value.isObject() ? faults : new ArrayList<>());
        parts.add(part);
        return part;
    }

    /** One line with at least one visible character; empty, and a fault, when there is none. */
    String text(String field, int longest) {
        String text = optionalText(field, longest);
        if (text == null && value(field) == null) {
            missing(field, "a text");
        }
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String field, int longest) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        String expected = "a text of 1 to " + longest + " characters in one line";
        if (!value.isString()) {
            fault(field, "is a JSON " + name(value), expected);
            return null;
        }
        String text = value.stringValue();
        String wrong = wrongWith(text, longest);
        if (wrong != null) {
            fault(field, wrong, expected);
            return null;
        }
        return text;
    }

    /** A whole number counts as the text of its digits. */
    String textOrNumber(String field, int longest) {
        JsonNode value = value(field);
        return value != null && value.isIntegralNumber() && value.asString().length() <= longest
                ? value.asString()
                : text(field, longest);
    }

    /** In lower case; empty, and a fault, when it is something else. */
    String hexDigits(String field, int count) {
        JsonNode value = value(field);
        String expected = count + " hexadecimal digits";
        if (value == null) {
            missing(field, expected);
        } else if (!value.isString()) {
            fault(field, "is a JSON " + name(value), expected);
        } else if (!value.stringValue().matches("[0-9a-fA-F]{" + count + "}")) {
            fault(field, "has " + value.stringValue().length() + " characters, or others than digits", expected);
        } else {
            return value.stringValue().toLowerCase(Locale.ROOT);
        }
        return "";
    }

    long positive(String field) {
        JsonNode value = value(field);
        String expected = "a whole number above 0";
        if (value == null) {
            missing(field, expected);
        } else if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            fault(field, value.isNumber() ? "is " + value : "is a JSON " + name(value), expected);
        } else {
            return value.longValue();
        }
        return 0;
    }

    boolean flag(String field, boolean absent) {
        JsonNode value = value(field);
        if (value == null) {
            return absent;
        }
        if (!value.isBoolean()) {
            fault(field, "is a JSON " + name(value), "true or false");
            return absent;
        }
        return value.booleanValue();
    }

    void fault(String field, String fault, String expected) {
        faults.add(new Fault(prefix + field, fault, expected));
    }

    /** @throws Problem when anything was wrong, or a field is left that nobody asked for */
    void check() {
        refuseOthers();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private void refuseOthers() {
        for (String field : object.propertyNames()) {
            if (!known.contains(field)) {
                String shown = field.length() <= 40 ? field : field.substring(0, 40) + "…";
                fault(shown, "is unknown", "one of " + String.join(", ", new TreeSet<>(known)));
            }
        }
        parts.forEach(Fields::refuseOthers);
    }

    private @Nullable JsonNode value(String field) {
        known.add(field);
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private void missing(String field, String expected) {
        fault(field, "is missing", expected);
    }

    private static @Nullable String wrongWith(String text, int longest) {
        if (text.isBlank()) {
            return "is blank";
        }
        if (text.length() > longest) {
            return "has " + text.length() + " characters";
        }
        return text.codePoints().anyMatch(Fields::isUnwritable)
                ? "holds a control character or half of a surrogate pair"
                : null;
    }

    private static boolean isUnwritable(int character) {
        return Character.isISOControl(character)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static String name(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
