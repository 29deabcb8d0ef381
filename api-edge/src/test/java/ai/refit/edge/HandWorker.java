package ai.refit.edge;

import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A worker that does only what the test says: takes orders, and reports what it is told. */
final class HandWorker implements AutoCloseable {

    private static final String SOURCE = "/refit/test-worker";

    private final Mailbox orders;

    /** @param topic of the orders; must exist */
    HandWorker(String topic) {
        this.orders = Mailbox.of(topic);
    }

    /** The order for that task; waits for it. */
    TaskOrder order(String taskId) {
        return TaskOrder.read(orders.await(taskId));
    }

    /** The first order that is so; waits for it. */
    TaskOrder order(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return TaskOrder.read(orders.await(wanted));
    }

    List<ConsumerRecord<String, byte[]>> all(String taskId) {
        return orders.all(message -> taskId.equals(message.key()));
    }

    /** Takes the order of that task and reports it done. */
    TaskOrder complete(String taskId, String result) {
        TaskOrder order = order(taskId);
        report(order, new TaskReport.Completed(UUID.fromString(taskId), result.getBytes(StandardCharsets.UTF_8)));
        return order;
    }

    static void report(TaskOrder order, TaskReport report) {
        TestServers.send(report.toRecord(order, SOURCE));
    }

    @Override
    public void close() {
        orders.close();
    }
}
