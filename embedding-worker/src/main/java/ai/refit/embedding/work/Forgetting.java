package ai.refit.embedding.work;

import ai.refit.embedding.store.VectorStore;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes the last trace of erased persons: their id, which was kept so that no late message could bring them back. */
@Component
class Forgetting {

    private final VectorStore store;
    private final Duration after;

    Forgetting(VectorStore store, ForgettingProperties properties) {
        this.store = store;
        this.after = properties.forgetErasedAfter();
    }

    @Scheduled(fixedDelay = 600_000)
    void forget() {
        store.deleteErased(after).block();
    }
}
