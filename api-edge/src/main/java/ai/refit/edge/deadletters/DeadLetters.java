package ai.refit.edge.deadletters;

import ai.refit.contracts.topic.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Messages that could not be read or taken in, each on the dead letters of its topic. */
@Component
public class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaTemplate<String, byte[]> kafka;

    DeadLetters(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Returns when the broker has it. */
    public void send(ConsumerRecord<String, byte[]> message, Exception reason) {
        log.atWarn()
                .addKeyValue("topic", message.topic())
                .addKeyValue("partition", message.partition())
                .addKeyValue("offset", message.offset())
                .addKeyValue("reason", DeadLetter.reason(reason))
                .log("sent to the dead letters");
        kafka.send(DeadLetter.of(message, reason)).join();
    }
}
