package ai.refit.llm.work;

import ai.refit.llm.ledger.Claim;
import ai.refit.llm.ledger.Ledger;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Goes on where others stopped: renews the claims of this worker, takes over those of the dead, publishes what was not. */
@Component
class Sweep {

    private static final Duration UNPUBLISHED = Duration.ofSeconds(20);
    private static final int MOST = 100;

    private final Ledger ledger;
    private final Slots slots;
    private final Reports reports;

    Sweep(Ledger ledger, Slots slots, Reports reports) {
        this.ledger = ledger;
        this.slots = slots;
        this.reports = reports;
    }

    /** A third of the shortest lease. */
    @Scheduled(fixedDelay = 1000)
    void renew() {
        Collection<Claim> claims = slots.claims();
        if (claims.isEmpty()) {
            return;
        }
        Set<UUID> held = new HashSet<>(ledger.renew(claims));
        claims.stream()
                .map(claim -> claim.order().taskId())
                .filter(task -> !held.contains(task))
                .forEach(slots::stop);
    }

    @Scheduled(fixedDelay = 500)
    void takeOver() {
        int free = slots.free();
        if (free > 0) {
            ledger.claimDue(free).forEach(slots::work);
        }
    }

    @Scheduled(fixedDelay = 5000)
    void publish() {
        ledger.unpublished(UNPUBLISHED, MOST).forEach(reports::publishAgain);
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
    void forget() {
        ledger.forget();
    }
}
