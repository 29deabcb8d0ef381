package ai.refit.embedding.work;

import ai.refit.contracts.topic.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Puts away messages that nobody could read or serve, so that they stop nobody. */
@Component
class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaTemplate<String, byte[]> kafka;

    DeadLetters(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Returns when the broker has it, or never will: with its reason a letter may be too large for its topic. */
    void send(ConsumerRecord<String, byte[]> message, Exception reason) {
        log.atWarn()
                .addKeyValue("topic", message.topic())
                .addKeyValue("partition", message.partition())
                .addKeyValue("offset", message.offset())
                .addKeyValue("reason", DeadLetter.reason(reason))
                .log("sent to the dead letters");
        try {
            kafka.send(DeadLetter.of(message, reason)).join();
        } catch (RuntimeException unsent) {
            if (!Outage.isTooLarge(unsent)) {
                throw unsent;
            }
            log.atError()
                    .addKeyValue("topic", message.topic())
                    .addKeyValue("partition", message.partition())
                    .addKeyValue("offset", message.offset())
                    .log("too large for the dead letters; it is lost when its topic forgets it");
        }
    }
}
