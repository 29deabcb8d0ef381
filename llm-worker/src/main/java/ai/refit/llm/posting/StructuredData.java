package ai.refit.llm.posting;

import ai.refit.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The posting that a page holds for machines: schema.org's JobPosting, else the data from which the site's scripts draw it
 * ({@code structured.tsv} has the keys). A page with several postings is a list, and holds none.
 */
final class StructuredData {

    private static final String TITLE = "title";
    private static final String COMPANY = "company";
    private static final int DEEPEST = 40;
    /** How far above its text a posting's title and company may stand. */
    private static final int ANCESTORS = 3;

    private static final Pattern STATE =
            Pattern.compile("^\\s*(?:window\\.)?\\w+\\s*=\\s*(\\{.*})\\s*;?\\s*$", Pattern.DOTALL);

    /** As schema.org writes employment types: {@code FULL_TIME}. */
    private static final Pattern CONSTANT = Pattern.compile("[A-Z]+_[A-Z_]+");

    private final SequencedMap<String, List<String>> keys = new LinkedHashMap<>();

    StructuredData() {
        for (var row : Table.rows("structured.tsv")) {
            keys.put(
                    row.getFirst(),
                    Arrays.stream(row.get(1).split("\\|")).map(String::strip).toList());
        }
    }

    /** The posting's values by their headings, {@code title} and {@code company} first; empty when there is none. */
    SequencedMap<String, String> of(Document page) {
        List<Deque<JsonNode>> found = new ArrayList<>();
        for (Element script : page.select("script[type=application/ld+json]")) {
            parsed(script.data())
                    .ifPresent(json -> collect(json, new ArrayDeque<>(), found, StructuredData::isJobPosting));
        }
        if (found.isEmpty()) {
            for (Element script :
                    page.select("script[type=application/json], script#__NEXT_DATA__, script:not([src]):not([type])")) {
                parsed(script.data()).ifPresent(json -> collect(json, new ArrayDeque<>(), found, this::hasParts));
            }
        }
        Map<SequencedMap<String, String>, Boolean> different = new LinkedHashMap<>();
        found.forEach(path -> different.put(values(path), true));
        return different.size() == 1 ? different.keySet().iterator().next() : new LinkedHashMap<>();
    }

    private static Optional<JsonNode> parsed(String script) {
        Matcher state = STATE.matcher(script);
        try {
            return Optional.of(Json.tree(
                    (state.matches() ? state.group(1) : script).strip().getBytes(StandardCharsets.UTF_8)));
        } catch (JacksonException | IllegalArgumentException noJson) {
            return Optional.empty();
        }
    }

    private interface Test {
        boolean accepts(JsonNode node);
    }

    private static void collect(JsonNode node, Deque<JsonNode> above, List<Deque<JsonNode>> found, Test test) {
        if (above.size() > DEEPEST) {
            return;
        }
        above.push(node);
        if (node.isObject() && test.accepts(node)) {
            found.add(new ArrayDeque<>(above));
        } else {
            for (JsonNode child : node) {
                collect(child, above, found, test);
            }
        }
        above.pop();
    }

    private static boolean isJobPosting(JsonNode node) {
        JsonNode type = node.path("@type");
        return type.isArray()
                ? type.valueStream().anyMatch(one -> one.asString("").equals("JobPosting"))
                : type.asString("").equals("JobPosting");
    }

    /** Whether it has two of the parts that only a posting has. */
    private boolean hasParts(JsonNode node) {
        return keys.entrySet().stream()
                        .skip(keys.size() - 4L)
                        .filter(heading -> heading.getValue().stream()
                                .anyMatch(key -> !text(node.get(key)).isEmpty()))
                        .count()
                >= 2;
    }

    private SequencedMap<String, String> values(Deque<JsonNode> path) {
        var values = new LinkedHashMap<String, String>();
        JsonNode posting = path.getFirst();
        keys.forEach((heading, names) -> {
            boolean ofAll = heading.equals(TITLE) || heading.equals(COMPANY);
            String value = path.stream()
                    .limit(ofAll ? ANCESTORS : 1)
                    .flatMap(node -> names.stream().map(name -> text(node.get(name))))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            if (!value.isEmpty()) {
                values.put(heading, value);
            }
        });
        return posting.isObject() ? values : new LinkedHashMap<>();
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isBoolean()) {
            return "";
        }
        if (value.isArray()) {
            return value.valueStream()
                    .map(StructuredData::text)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            if (value.has("monthsOfExperience")) {
                int months = value.get("monthsOfExperience").asInt(0);
                return months % 12 == 0 ? months / 12 + "년 이상" : months + "개월 이상";
            }
            for (String name :
                    List.of("name", "company_name", "companyName", "title", "text", "stack", "credentialCategory")) {
                String text = text(value.get(name));
                if (!text.isEmpty()) {
                    return text;
                }
            }
            return "";
        }
        String plain = value.asString("").strip();
        return CONSTANT.matcher(plain).matches() ? plain.replace('_', '-').toLowerCase(Locale.ROOT) : plain;
    }
}
