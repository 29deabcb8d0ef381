package ai.refit.contracts.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A message that nobody could read, as it goes to its topic's dead letters: untouched, with the reason in headers. */
public final class DeadLetter {

    private DeadLetter() {}

    /** @param reason one sentence; no payload, no personal data */
    public static ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> message, String reason) {
        var letter = new ProducerRecord<String, byte[]>(
                Topics.deadLetters(message.topic()), null, message.key(), message.value(), message.headers());
        letter.headers()
                .remove("reason")
                .add("reason", reason.getBytes(StandardCharsets.UTF_8))
                .add(
                        "origin",
                        (message.topic() + "-" + message.partition() + "@" + message.offset())
                                .getBytes(StandardCharsets.UTF_8));
        return letter;
    }
}
