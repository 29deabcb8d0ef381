package ai.refit.deploy.intake;

import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.DeadLetter;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListener;

/**
 * CI's events over Kafka: the same bodies and headers as over HTTP, header names in lower case. What is refused goes to the
 * dead letters.
 */
final class CiEventListener implements MessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(CiEventListener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SIGNATURE = CiEvents.SIGNATURE.toLowerCase(Locale.ROOT);
    private static final String DELIVERY = CiEvents.DELIVERY.toLowerCase(Locale.ROOT);

    private final CiEvents events;
    private final KafkaTemplate<String, byte[]> kafka;

    CiEventListener(CiEvents events, KafkaTemplate<String, byte[]> kafka) {
        this.events = events;
        this.kafka = kafka;
    }

    @Override
    public void onMessage(ConsumerRecord<String, byte[]> message) {
        byte[] body = Objects.requireNonNullElseGet(message.value(), () -> new byte[0]);
        String signature = CloudEvent.optional(message.headers(), SIGNATURE);
        // Without a delivery's id the commit and the run tell repetitions. An offset would not do: a topic that was
        // made
        // again counts from 0, with other events.
        String delivery = CloudEvent.optional(message.headers(), DELIVERY);
        try {
            events.take(CiEvents.Channel.KAFKA, body, signature, delivery)
                    .timeout(PATIENCE)
                    .block();
        } catch (Problem refusal) {
            // The code only: the detail may quote the names of fields that came.
            putAway(message, "refused: " + refusal.code());
        } catch (RuntimeException failure) {
            if (Outage.isOfDatabase(failure) || Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            log.error("an event could not be taken", failure);
            putAway(message, DeadLetter.reason(failure));
        }
    }

    /** Returns when the broker has it. */
    private void putAway(ConsumerRecord<String, byte[]> message, String reason) {
        log.atWarn()
                .addKeyValue("topic", message.topic())
                .addKeyValue("partition", message.partition())
                .addKeyValue("offset", message.offset())
                .addKeyValue("reason", reason)
                .log("sent to the dead letters");
        kafka.send(DeadLetter.of(message, reason)).join();
    }
}
