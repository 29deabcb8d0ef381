package ai.refit.llm.work;

import ai.refit.contracts.topic.CloudEvent;
import ai.refit.llm.ledger.Ledger;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/** Stops work that nobody wants any more; every instance reads all cancellations. */
@Component
class CancelListener implements MessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(CancelListener.class);

    private final Ledger ledger;
    private final Slots slots;

    CancelListener(Ledger ledger, Slots slots) {
        this.ledger = ledger;
        this.slots = slots;
    }

    @Override
    public void onMessage(ConsumerRecord<String, byte[]> message) {
        UUID task;
        try {
            task = UUID.fromString(CloudEvent.required(message.headers(), "ce_subject"));
        } catch (RuntimeException unreadable) {
            log.atWarn().addKeyValue("offset", message.offset()).log("a cancellation without a task is left out");
            return;
        }
        ledger.cancel(task);
        slots.stop(task);
    }
}
