package ai.refit.embedding.work;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes orders apart and sends reports back. An order that cannot be read or served fails its task and goes to the dead
 * letters; an outside that is away is passed on, so that the poll's orders are tried again.
 */
@Component
class Reports {

    private static final String SOURCE = "/refit/embedding-worker";

    private final KafkaTemplate<String, byte[]> kafka;
    private final DeadLetters deadLetters;
    private final Sieve sieve;

    Reports(KafkaTemplate<String, byte[]> kafka, DeadLetters deadLetters, Sieve sieve) {
        this.kafka = kafka;
        this.deadLetters = deadLetters;
        this.sieve = sieve;
    }

    /** Lets {@code work} serve a poll's orders and report on them; returns when the broker has every report. */
    void on(List<ConsumerRecord<String, byte[]>> messages, Consumer<Poll> work) {
        var poll = new Poll(messages);
        work.accept(poll);
        poll.awaitSent();
    }

    private record Sent(TaskOrder order, CompletableFuture<?> sending) {}

    /** The orders of one poll, and the reports on them. For one thread. */
    final class Poll {

        private final List<ConsumerRecord<String, byte[]>> messages;
        private final List<Sent> sent = new ArrayList<>();

        private Poll(List<ConsumerRecord<String, byte[]>> messages) {
            this.messages = messages;
        }

        /** Hands on each order whose deadline has not passed: of the others nobody waits, and the edge expires them. */
        void each(Consumer<Order> work) {
            for (ConsumerRecord<String, byte[]> message : messages) {
                TaskOrder order;
                try {
                    order = TaskOrder.read(message);
                } catch (RuntimeException unreadable) {
                    deadLetters.send(message, unreadable);
                    continue;
                }
                if (!order.deadline().isBefore(Instant.now())) {
                    var one = List.of(new Order(this, message, order));
                    sieve.pass(one, alone -> alone.forEach(work), Order::fail);
                }
            }
        }

        private void send(TaskOrder order, TaskReport report) {
            sent.add(new Sent(order, sending(order, report)));
        }

        private void awaitSent() {
            for (Sent report : sent) {
                try {
                    report.sending().join();
                } catch (CompletionException failure) {
                    if (!Outage.isTooLarge(failure)) {
                        throw failure;
                    }
                    TaskOrder order = report.order();
                    var failed = new TaskReport.Failed(
                            order.taskId(), "RESULT_TOO_LARGE", "The result is larger than a message may be.");
                    sending(order, failed).join();
                }
            }
        }

        private CompletableFuture<?> sending(TaskOrder order, TaskReport report) {
            try {
                return kafka.send(report.toRecord(order, SOURCE));
            } catch (KafkaException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }
    }

    /** An order that was read in time, and what is reported on it. */
    final class Order {

        private final Poll poll;
        private final ConsumerRecord<String, byte[]> message;
        private final TaskOrder order;

        private Order(Poll poll, ConsumerRecord<String, byte[]> message, TaskOrder order) {
            this.poll = poll;
            this.message = message;
            this.order = order;
        }

        TaskKind kind() {
            return order.kind();
        }

        /** @throws RuntimeException when the body cannot be read */
        <T> T body(Class<T> type) {
            return Json.read(order.body(), type);
        }

        void progress(String stage, int percent) {
            poll.send(order, new TaskReport.Progressed(order.taskId(), stage, percent));
        }

        void complete(Object result) {
            poll.send(order, new TaskReport.Completed(order.taskId(), Json.bytes(result)));
        }

        /** To the dead letters with it. */
        void fail(RuntimeException reason) {
            deadLetters.send(message, reason);
            poll.send(
                    order,
                    new TaskReport.Failed(order.taskId(), "ORDER_FAILED", "The worker could not serve this order."));
        }
    }
}
