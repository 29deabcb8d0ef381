package ai.refit.deploy.intake;

import ai.refit.deploy.deployment.JournalEntry;
import ai.refit.deploy.deployment.JournalStore;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes down what was asked for in vain; what was taken is written with what it changed. */
@Component
final class Actions {

    private static final Logger log = LoggerFactory.getLogger(Actions.class);
    private static final String STRANGER = "unknown";
    private static final long BETWEEN_STRANGERS = Duration.ofSeconds(1).toNanos();

    private final JournalStore journal;
    private final AtomicLong lastStranger = new AtomicLong(System.nanoTime() - BETWEEN_STRANGERS);

    Actions(JournalStore journal) {
        this.journal = journal;
    }

    /** An action that changes nothing. */
    Mono<Void> taken(String action, String by, String reason) {
        return journal.append(null, new JournalEntry.Action(action, by, reason, null));
    }

    /** The same work, but a refusal of it is written down before it is answered. */
    <T> Mono<T> recorded(Mono<T> work, String action, String by, String reason, @Nullable UUID deployment) {
        return work.onErrorResume(
                Problem.class,
                refusal -> append(deployment, new JournalEntry.Action(action, by, reason, refusal.code()))
                        .then(Mono.error(refusal)));
    }

    /** Who cannot prove anything fills no table: one of them a second is written down. */
    Mono<Void> strangerRefused(String action, String code) {
        log.atWarn().addKeyValue("action", action).addKeyValue("code", code).log("refused a stranger");
        long last = lastStranger.get();
        long now = System.nanoTime();
        return now - last >= BETWEEN_STRANGERS && lastStranger.compareAndSet(last, now)
                ? append(null, new JournalEntry.Action(action, STRANGER, "", code))
                : Mono.empty();
    }

    private Mono<Void> append(@Nullable UUID deployment, JournalEntry entry) {
        return journal.append(deployment, entry).onErrorResume(failure -> {
            log.atWarn().addKeyValue("reason", failure.toString()).log("a refusal was not written down");
            return Mono.empty();
        });
    }
}
