package ai.refit.llm.gemini;

import ai.refit.llm.budget.Price;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;

/** One model, with what is known of how it does. */
record Lane(String model, Price price, AdaptiveLimit limit, CircuitBreaker breaker) {

    /** What a call that was made says about the service. */
    void answered(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(CallFailed failure, long nanos) {
        if (failure.fault().isBreaking()) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        } else {
            breaker.releasePermission();
        }
    }
}
