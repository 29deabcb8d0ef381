package ai.refit.contracts.mentor;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A change of one mentor, on the compacted topic {@value Topics#MENTOR_CHANGED}, key {@code user_id}. An erasure is a
 * tombstone, so that compaction removes every earlier profile of that person.
 *
 * <p>{@code version} grows with each change of any mentor; a reader ignores a version it has already passed.
 */
public sealed interface MentorChange {

    String VERSION = "version";

    long userId();

    long version();

    record Upserted(MentorProfile profile, long version) implements MentorChange {
        @Override
        public long userId() {
            return profile.userId();
        }
    }

    record Erased(long userId, long version) implements MentorChange {}

    default ProducerRecord<String, byte[]> toRecord() {
        byte[] value = switch (this) {
            case Upserted upserted -> Json.bytes(upserted.profile());
            case Erased _ -> null;
        };
        var message = new ProducerRecord<String, byte[]>(Topics.MENTOR_CHANGED, Long.toString(userId()), value);
        message.headers().add(VERSION, Long.toString(version()).getBytes(StandardCharsets.US_ASCII));
        return message;
    }

    /** @throws RuntimeException when key, version or profile cannot be read: a poison message */
    static MentorChange read(ConsumerRecord<String, byte[]> message) {
        long userId = Long.parseLong(message.key());
        Header header = message.headers().lastHeader(VERSION);
        if (header == null) {
            throw new IllegalArgumentException("no header " + VERSION);
        }
        long version = Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
        byte[] value = message.value();
        if (value == null) {
            return new Erased(userId, version);
        }
        MentorProfile profile = Json.read(value, MentorProfile.class);
        if (profile.userId() != userId) {
            throw new IllegalArgumentException("key " + userId + " but profile of " + profile.userId());
        }
        return new Upserted(profile, version);
    }
}
