package ai.refit.llm.gemini;

import ai.refit.llm.budget.CallStore;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes answers and accounts of calls when their time is over. */
@Component
class OldCalls {

    private final CallStore store;
    private final GeminiProperties properties;

    OldCalls(CallStore store, GeminiProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 600_000)
    void forget() {
        store.deleteOlderThan(properties.keepAnswers(), properties.keepCalls());
    }
}
