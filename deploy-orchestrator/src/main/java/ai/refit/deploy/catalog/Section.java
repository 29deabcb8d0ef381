package ai.refit.deploy.catalog;

import ai.refit.deploy.catalog.Reading.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Keys and values of one level of the file. A mistake is noted and something harmless is returned, so that one reading
 * finds all of them. Keys that nobody asked for are mistakes.
 */
final class Section {

    private final Reading reading;
    private final Place place;
    private final boolean isReadable;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private Section(Reading reading, Place place, @Nullable Node node) {
        this.reading = reading;
        this.place = place;
        isReadable = node == null || node instanceof MappingNode;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::add);
        } else if (node != null) {
            reading.mistake(place, kind(node), "keys with values");
        }
    }

    static Section root(Node node, Reading reading) {
        return new Section(reading, new Place(line(node), "the file"), node);
    }

    private void add(NodeTuple entry) {
        Node key = entry.getKeyNode();
        if (!(key instanceof ScalarNode name)) {
            reading.mistake(new Place(line(key), place.path()), kind(key) + " as a key", "a word");
        } else if (values.containsKey(name.getValue())) {
            reading.mistake(new Place(line(key), within(name.getValue())), "given twice", "once");
        } else {
            values.put(name.getValue(), entry.getValueNode());
        }
    }

    /** Has all of it read, then notes the keys that were not asked for. */
    <T> T read(Function<Section, T> description) {
        T described = description.apply(this);
        values.keySet().stream().filter(key -> !asked.contains(key)).forEach(this::unknown);
        return described;
    }

    private void unknown(String key) {
        String expected = Nearest.to(key, asked)
                .orElseGet(() -> "one of " + asked.stream().sorted().collect(Collectors.joining(", ")));
        reading.mistake(place(key), "unknown key", expected);
    }

    boolean has(String key) {
        return values.containsKey(key) && !isNull(values.get(key));
    }

    /** Whether there is nothing but that word. */
    boolean is(String key, String word) {
        return node(key) instanceof ScalarNode scalar && scalar.getValue().equals(word);
    }

    <T> T required(String key, Form<T> form) {
        Node node = node(key);
        if (node == null) {
            expect(false, key, "missing", form.expected());
            return form.instead();
        }
        return one(place(key), node, form, form.instead());
    }

    <T> T optional(String key, Form<T> form, T absent) {
        Node node = node(key);
        return node == null ? absent : one(place(key), node, form, absent);
    }

    <T> @Nullable T optional(String key, Form<T> form) {
        Node node = node(key);
        return node == null ? null : one(place(key), node, form, form.instead());
    }

    /** Null, with a warning, also when it is a reference to nothing. */
    <T> @Nullable T unlessUnset(String key, Form<T> form, String warning) {
        if (node(key) instanceof ScalarNode scalar && reading.isUnset(scalar.getValue())) {
            reading.warn(place(key), scalar.getValue() + " is not set: " + warning);
            return null;
        }
        return optional(key, form);
    }

    <T> List<T> list(String key, Form<T> form) {
        List<T> all = new ArrayList<>();
        eachOf(key, (place, node) -> all.add(one(place, node, form, form.instead())));
        return all;
    }

    /** Empty unless that condition holds, for which no value may be wrong by itself. */
    <T> List<T> list(String key, Form<T> form, Predicate<List<T>> condition, String expected) {
        int before = reading.mistakes();
        List<T> all = list(key, form);
        if (reading.mistakes() == before) {
            expect(condition.test(all), key, shown(key), expected);
        }
        return reading.mistakes() == before ? all : List.of();
    }

    <T> Map<String, T> map(String key, Form<String> name, Form<T> form) {
        var all = new LinkedHashMap<String, T>();
        Node node = node(key);
        if (node != null) {
            var entries = new Section(reading, place(key), node);
            entries.values.forEach((each, value) -> {
                if (!name.accepts(each)) {
                    reading.mistake(entries.place(each), each, name.expected());
                }
                all.put(each, one(entries.place(each), value, form, form.instead()));
            });
        }
        return all;
    }

    /** Without the key all of its defaults are read. */
    <T> T section(String key, Function<Section, T> description) {
        return new Section(reading, place(key), node(key)).read(description);
    }

    <T> @Nullable T optionalSection(String key, Function<Section, T> description) {
        return node(key) == null ? null : section(key, description);
    }

    <T> List<T> sections(String key, Function<Section, T> description) {
        List<T> all = new ArrayList<>();
        eachOf(key, (place, node) -> all.add(new Section(reading, place, node).read(description)));
        return all;
    }

    /** Notes a mistake unless that holds, or the whole section is none. */
    void expect(boolean holds, String key, String fault, String expected) {
        if (!holds && isReadable) {
            reading.mistake(place(key), fault, expected);
        }
    }

    /** Notes a mistake when the key is there. */
    void refuse(String key, String expected) {
        asked.add(key);
        expect(!has(key), key, "of no use here", expected);
    }

    /** The value as the file has it, for messages; secrets stay behind their references. */
    String shown(String key) {
        return switch (values.get(key)) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence ->
                sequence.getValue().stream()
                        .map(each -> each instanceof ScalarNode scalar ? scalar.getValue() : "…")
                        .collect(Collectors.joining(", ", "[", "]"));
            case null -> "missing";
            default -> "…";
        };
    }

    private <T> T one(Place where, Node node, Form<T> form, T otherwise) {
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
            reading.mistake(where, kind(node), form.expected());
            return otherwise;
        }
        if (form.isTemplate()) {
            Placeholders.unknown(scalar.getValue())
                    .forEach(each -> reading.mistake(where, each, Placeholders.insteadOf(each)));
        }
        String text = reading.resolve(where, scalar.getValue());
        if (text == null) {
            return otherwise;
        }
        T value = form.parse(text);
        if (value == null) {
            reading.mistake(where, form.isSecret() ? "not usable" : scalar.getValue(), form.expected());
            return otherwise;
        }
        return value;
    }

    private void eachOf(String key, BiConsumer<Place, Node> use) {
        Node node = node(key);
        if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                Node each = sequence.getValue().get(i);
                use.accept(new Place(line(each), within(key) + "[" + i + "]"), each);
            }
        } else if (node != null) {
            reading.mistake(place(key), kind(node), "a list");
        }
    }

    private @Nullable Node node(String key) {
        asked.add(key);
        return has(key) ? values.get(key) : null;
    }

    private Place place(String key) {
        Node node = values.get(key);
        return new Place(node == null ? place.line() : line(node), within(key));
    }

    private String within(String key) {
        return place.path().equals("the file") ? key : place.path() + "." + key;
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "keys with values";
            case SequenceNode _ -> "a list";
            default -> isNull(node) ? "nothing" : "text";
        };
    }

    private static boolean isNull(@Nullable Node node) {
        return node != null && Objects.equals(node.getTag(), Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
