package ai.refit.contracts.mentor;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.Topics;
import ai.refit.contracts.topic.UnreadableMessage;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

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
        String type = this instanceof Erased ? "mentor.erased" : "mentor.upserted";
        String key = Long.toString(userId());
        var message = new ProducerRecord<String, byte[]>(Topics.MENTOR_CHANGED, key, value);
        CloudEvent.write(message.headers(), key + "/" + version(), type, "/refit/api-edge", key);
        message.headers().add(VERSION, Long.toString(version()).getBytes(StandardCharsets.US_ASCII));
        return message;
    }

    /** @throws RuntimeException when key, version or profile cannot be read: a poison message */
    static MentorChange read(ConsumerRecord<String, byte[]> message) {
        long userId = Long.parseLong(message.key());
        long version = Long.parseLong(CloudEvent.required(message.headers(), VERSION));
        byte[] value = message.value();
        if (value == null) {
            return new Erased(userId, version);
        }
        MentorProfile profile = Json.read(value, MentorProfile.class);
        if (profile.userId() != userId) {
            throw new UnreadableMessage("the key is another mentor's than the profile");
        }
        return new Upserted(profile, version);
    }
}
