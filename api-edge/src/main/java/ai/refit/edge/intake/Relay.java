package ai.refit.edge.intake;

import ai.refit.edge.health.Outside;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.TaskStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes again what may never have been published: an edge that died between its commit and its send, or a broker
 * that was away. Rows are locked while they are sent, so that several edges share the work.
 */
@Component
class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    /** Longer than a send may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 32 << 20;

    private final TaskStore tasks;
    private final Orders orders;
    private final Outside outside;
    private final TransactionalOperator transaction;
    private final IntakeProperties properties;
    private final Counter relayed;

    Relay(
            TaskStore tasks,
            Orders orders,
            Outside outside,
            TransactionalOperator transaction,
            IntakeProperties properties,
            MeterRegistry metrics) {
        this.tasks = tasks;
        this.orders = orders;
        this.outside = outside;
        this.transaction = transaction;
        this.properties = properties;
        this.relayed = metrics.counter("refit.tasks.relayed");
    }

    @Scheduled(fixedDelay = 1000)
    void publishUnsent() {
        if (!outside.databaseUp() || !outside.kafkaUp()) {
            return;
        }
        List<NewTask> sent = tasks.lockUnsent(properties.relayAfter(), BATCH, BATCH_BYTES)
                .filter(task -> task.kind().topic() != null)
                .collectList()
                .filter(unsent -> !unsent.isEmpty())
                .flatMap(unsent -> Flux.fromIterable(unsent)
                        .flatMap(task -> Mono.fromFuture(() -> orders.publish(task)))
                        .then(tasks.markSent(unsent.stream().map(NewTask::id).toList()))
                        .thenReturn(unsent))
                .as(transaction::transactional)
                .blockOptional(PATIENCE)
                .orElse(List.of());
        if (!sent.isEmpty()) {
            relayed.increment(sent.size());
            log.atInfo().addKeyValue("tasks", sent.size()).log("published again");
        }
    }
}
