package ai.refit.contracts.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON mapper of the project. Names are snake_case, times are ISO-8601 text, absent fields read as null, unknown
 * fields are ignored so that additive changes stay compatible.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** UTF-8 bytes of the value. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** @throws JacksonException when the bytes are not JSON of that shape; the message says where */
    public static <T> T read(byte[] json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** @throws JacksonException when the text is not JSON of that shape; the message says where */
    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /**
     * @throws JacksonException when the text is not JSON, or holds the character U+0000, which no database stores; the
     *     message says where. Builds nothing.
     */
    public static void check(String json) {
        // Only an escape can stand for it, and most texts have none.
        boolean mayHoldNul = json.contains("\\u0000");
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new StreamReadException(parser, "nothing there");
            }
            if (mayHoldNul) {
                requireNoNul(parser);
            } else {
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more than one value");
            }
        }
    }

    private static void requireNoNul(JsonParser parser) {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (parser.getString().indexOf('\u0000') >= 0) {
                throw new StreamReadException(parser, "the character U+0000");
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    /** @throws JacksonException when the bytes are not JSON; the message says where */
    public static JsonNode tree(byte[] json) {
        return MAPPER.readTree(json);
    }
}
