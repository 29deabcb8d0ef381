package ai.refit.edge.intake;

import ai.refit.contracts.task.TaskCanceled;
import ai.refit.edge.health.Outside;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells workers of tasks that nobody wants any more: right after the commit, and again until the broker has it. */
@Component
public class Cancellations {

    private static final Logger log = LoggerFactory.getLogger(Cancellations.class);

    /** Longer than a send may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int BATCH = 500;

    private final KafkaTemplate<String, byte[]> kafka;
    private final CancellationStore canceled;
    private final Outside outside;
    private final TransactionalOperator transaction;
    private final IntakeProperties properties;

    Cancellations(
            KafkaTemplate<String, byte[]> kafka,
            CancellationStore canceled,
            Outside outside,
            TransactionalOperator transaction,
            IntakeProperties properties) {
        this.kafka = kafka;
        this.canceled = canceled;
        this.outside = outside;
        this.transaction = transaction;
        this.properties = properties;
    }

    /** The task was canceled just now. Does not wait for the broker. */
    public void publish(UUID taskId) {
        Mono.fromFuture(() -> send(taskId))
                .then(canceled.markSent(List.of(taskId)))
                .subscribe(
                        _ -> {},
                        failure -> log.atWarn()
                                .addKeyValue("task", taskId)
                                .addKeyValue("reason", failure.toString())
                                .log("a cancellation will be published again"));
    }

    @Scheduled(fixedDelay = 1000)
    void publishUnsent() {
        if (!outside.databaseUp() || !outside.kafkaUp()) {
            return;
        }
        canceled.lockUnsent(properties.relayAfter(), BATCH)
                .collectList()
                .filter(unsent -> !unsent.isEmpty())
                .flatMap(unsent -> Flux.fromIterable(unsent)
                        .flatMap(task -> Mono.fromFuture(() -> send(task)))
                        .then(canceled.markSent(unsent)))
                .as(transaction::transactional)
                .block(PATIENCE);
    }

    private CompletableFuture<Void> send(UUID taskId) {
        CompletableFuture<Void> sent;
        try {
            sent = kafka.send(new TaskCanceled(taskId).toRecord()).thenAccept(_ -> {});
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.whenComplete((_, failure) -> {
            if (failure != null) {
                outside.kafkaFailed(failure);
            }
        });
    }
}
