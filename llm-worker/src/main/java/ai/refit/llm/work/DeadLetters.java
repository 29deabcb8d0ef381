package ai.refit.llm.work;

import ai.refit.contracts.topic.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Puts away orders that nobody could read or serve, so that they stop nobody and can be sent again. */
@Component
class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaTemplate<String, byte[]> kafka;

    DeadLetters(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Returns when the broker has it. */
    void send(ConsumerRecord<String, byte[]> message, Throwable failure) {
        log.atWarn()
                .addKeyValue("topic", message.topic())
                .addKeyValue("partition", message.partition())
                .addKeyValue("offset", message.offset())
                .addKeyValue("reason", DeadLetter.reason(failure))
                .log("sent to the dead letters");
        kafka.send(DeadLetter.of(message, failure)).join();
    }

    /** The order of a task that was given up, as it came. */
    void send(ProducerRecord<String, byte[]> order, Throwable failure) {
        var message = new ConsumerRecord<>(order.topic(), 0, 0L, order.key(), order.value());
        order.headers().forEach(header -> message.headers().add(header));
        send(message, failure);
    }
}
