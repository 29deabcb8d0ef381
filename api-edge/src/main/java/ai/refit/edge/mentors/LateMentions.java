package ai.refit.edge.mentors;

import ai.refit.contracts.topic.TopicPlan;
import ai.refit.edge.health.Outside;
import ai.refit.edge.mentors.ErasureStore.Due;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Takes erased mentors out of results that arrive after the erasure: a worker that had begun before, or whose index had
 * not heard of it, names them once more. Looks again ever more seldom, until no such result can come. A mentor who came
 * back is left alone.
 */
@Component
class LateMentions {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ErasureStore erasures;
    private final TraceStore traces;
    private final TopicPlan topics;
    private final Outside outside;
    private final TransactionalOperator transaction;

    LateMentions(
            ErasureStore erasures,
            TraceStore traces,
            TopicPlan topics,
            Outside outside,
            TransactionalOperator transaction) {
        this.erasures = erasures;
        this.traces = traces;
        this.topics = topics;
        this.outside = outside;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 1000)
    void delete() {
        while (outside.databaseUp() && deletedOfOne()) {
            // on to the next who is due
        }
    }

    private boolean deletedOfOne() {
        return Boolean.TRUE.equals(erasures.lockDue(topics.taskRetention())
                .flatMap(due -> look(due).thenReturn(true))
                .as(transaction::transactional)
                .block(PATIENCE));
    }

    private Mono<Void> look(Due due) {
        if (due.isBack()) {
            return erasures.delete(due.userId());
        }
        return traces.deleteMentions(due.userId(), due.since())
                .then(due.isLast() ? erasures.delete(due.userId()) : erasures.putOff(due.userId()));
    }
}
