package ai.refit.llm.gemini;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The models in their order. */
record Lanes(List<Lane> all) {

    static Lanes of(GeminiProperties properties, GenAiMetrics metrics, MeterRegistry meters) {
        var breaker = properties.breaker();
        var breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(breaker.calls())
                .minimumNumberOfCalls(Math.max(1, breaker.calls() / 2))
                .failureRateThreshold(breaker.failureRate())
                .waitDurationInOpenState(breaker.openFor())
                .permittedNumberOfCallsInHalfOpenState(2)
                .build());
        List<Lane> lanes = properties.models().stream()
                .map(model -> new Lane(
                        model.name(),
                        model.price(),
                        new AdaptiveLimit(properties.concurrency(), System::nanoTime),
                        breakers.circuitBreaker(model.name())))
                .toList();
        lanes.forEach(metrics::watch);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        return new Lanes(lanes);
    }

    List<String> names() {
        return all.stream().map(Lane::model).toList();
    }
}
