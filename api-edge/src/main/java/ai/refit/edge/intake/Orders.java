package ai.refit.edge.intake;

import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.topic.Topics;
import ai.refit.edge.health.Outside;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.TaskStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes orders. The broker's acknowledgement is noted in the row only for tasks that are still open a moment later:
 * most are final by then, and a final state says more. Without a note the {@link Relay} publishes again.
 */
@Component
public class Orders {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaTemplate<String, byte[]> kafka;
    private final ReplyPartitions partitions;
    private final Outside outside;
    private final TaskStore tasks;
    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();

    Orders(KafkaTemplate<String, byte[]> kafka, ReplyPartitions partitions, Outside outside, TaskStore tasks) {
        this.kafka = kafka;
        this.partitions = partitions;
        this.outside = outside;
        this.tasks = tasks;
    }

    /** Completes when the broker has the order. A failure leaves it to the relay. */
    CompletableFuture<Void> publish(NewTask task) {
        var order = new TaskOrder(
                task.id(),
                task.kind(),
                task.deadline(),
                partitions.any(Topics.finished(task.kind())),
                task.traceparent(),
                task.body().getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Void> sent;
        try {
            sent = kafka.send(order.toRecord()).thenAccept(_ -> {});
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.whenComplete((_, failure) -> {
            if (failure == null) {
                acknowledged.add(task.id());
            } else {
                outside.kafkaFailed(failure);
            }
        });
    }

    /** The task is final: nothing needs to be noted of its order. */
    public void settled(UUID taskId) {
        acknowledged.remove(taskId);
    }

    @Scheduled(fixedDelay = 500)
    void noteAcknowledged() {
        List<UUID> noted = List.copyOf(acknowledged);
        if (!noted.isEmpty()) {
            tasks.markSent(noted).block(PATIENCE);
            noted.forEach(acknowledged::remove);
        }
    }
}
