package ai.refit.contracts.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JacksonException;

/** A message that nobody could read, as it goes to its topic's dead letters: untouched, with the reason in headers. */
public final class DeadLetter {

    private static final String OURS = "ai.refit.";

    private DeadLetter() {}

    /** With the {@link #reason} of that failure. */
    public static ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> message, Throwable failure) {
        return of(message, reason(failure));
    }

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

    /**
     * What failed and where: the place in the JSON, or else in our code. Only {@link UnreadableMessage} speaks for
     * itself; the texts of other failures quote what they could not read.
     */
    public static String reason(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return switch (failure) {
            case UnreadableMessage ours -> name + ": " + ours.getMessage();
            case JacksonException json
            when json.getLocation() != null ->
                name + " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr();
            default ->
                Arrays.stream(failure.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith(OURS))
                        .findFirst()
                        .map(frame -> name + " at " + frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse(name);
        };
    }
}
