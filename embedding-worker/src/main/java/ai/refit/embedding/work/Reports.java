package ai.refit.embedding.work;

import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes orders apart and sends reports back. An order that cannot be read or served
 * fails its task and goes to the dead letters; an outside that is away is passed on, so that the batch is tried again.
 */
@Component
class Reports {

    private static final String SOURCE = "/refit/embedding-worker";

    private final KafkaTemplate<String, byte[]> kafka;
    private final DeadLetters deadLetters;
    private final ThreadLocal<List<CompletableFuture<?>>> sent = ThreadLocal.withInitial(ArrayList::new);

    Reports(KafkaTemplate<String, byte[]> kafka, DeadLetters deadLetters) {
        this.kafka = kafka;
        this.deadLetters = deadLetters;
    }

    /** Lets {@code work} serve the order, unless its deadline has passed: then nobody waits, and the edge expires it. */
    void open(ConsumerRecord<String, byte[]> message, Consumer<TaskOrder> work) {
        TaskOrder order;
        try {
            order = TaskOrder.read(message);
        } catch (RuntimeException unreadable) {
            deadLetters.send(message, unreadable);
            return;
        }
        if (order.deadline().isBefore(Instant.now())) {
            return;
        }
        try {
            work.accept(order);
        } catch (DataAccessException | KafkaException away) {
            throw away;
        } catch (RuntimeException failure) {
            deadLetters.send(message, failure);
            send(
                    order,
                    new TaskReport.Failed(order.taskId(), "ORDER_FAILED", "The worker could not serve this order."));
        }
    }

    void send(TaskOrder order, TaskReport report) {
        sent.get().add(kafka.send(report.toRecord(order, SOURCE)));
    }

    /** Returns when the broker has everything that this thread sent. */
    void awaitSent() {
        List<CompletableFuture<?>> all = sent.get();
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } finally {
            all.clear();
        }
    }
}
