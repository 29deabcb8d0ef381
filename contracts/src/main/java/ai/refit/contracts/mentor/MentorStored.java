package ai.refit.contracts.mentor;

import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A mentor's vector of that version is stored, or gone. Topic {@value Topics#MENTOR_STORED}, key {@code user_id}. */
public record MentorStored(long userId, long version) {

    private static final String SOURCE = "/refit/embedding-worker";

    public ProducerRecord<String, byte[]> toRecord() {
        String key = Long.toString(userId);
        byte[] value = Long.toString(version).getBytes(StandardCharsets.US_ASCII);
        var message = new ProducerRecord<String, byte[]>(Topics.MENTOR_STORED, key, value);
        CloudEvent.write(message.headers(), key + "/" + version, Topics.MENTOR_STORED, SOURCE, key);
        return message;
    }

    /** @throws RuntimeException when key or value are no numbers: a poison message */
    public static MentorStored read(ConsumerRecord<String, byte[]> message) {
        return new MentorStored(
                Long.parseLong(message.key()), Long.parseLong(new String(message.value(), StandardCharsets.US_ASCII)));
    }
}
