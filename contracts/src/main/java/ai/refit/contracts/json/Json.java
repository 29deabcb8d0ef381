package ai.refit.contracts.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
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

    /** @throws JacksonException when the bytes are not JSON; the message says where. Builds nothing. */
    public static void check(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new StreamReadException(parser, "nothing there");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more than one value");
            }
        }
    }

    /** @throws JacksonException when the bytes are not JSON; the message says where */
    public static JsonNode tree(byte[] json) {
        return MAPPER.readTree(json);
    }
}
