package ai.refit.contracts.topic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 attributes in Kafka's binary mode: headers with the prefix {@code ce_}. */
public final class CloudEvent {

    private static final byte[] VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");

    private CloudEvent() {}

    /**
     * @param id what a reader may tell a repeated message by, together with {@code source}
     * @param subject the id of what this is about
     */
    public static void write(Headers headers, String id, String type, String source, String subject) {
        headers.add("ce_specversion", VERSION)
                .add("ce_id", bytes(id))
                .add("ce_type", bytes(type))
                .add("ce_source", bytes(source))
                .add("ce_subject", bytes(subject))
                .add("ce_time", bytes(Instant.now().toString()))
                .add("content-type", JSON);
    }

    /** @throws UnreadableMessage when there is no such header */
    public static String required(Headers headers, String name) {
        String value = optional(headers, name);
        if (value == null) {
            throw new UnreadableMessage("no header " + name);
        }
        return value;
    }

    public static @Nullable String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
