package ai.refit.embedding.backend;

import ai.refit.contracts.json.Json;
import ai.refit.embedding.model.Embedder;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Sends vectors to {@code POST /api/internal/experts/embeddings}. Our own search does not wait for it: what cannot be
 * sent after three tries is logged, and sent with the mentor's next change. So is the oldest vector that waits when too
 * many do.
 */
@Component
public class BackendEmbeddings implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BackendEmbeddings.class);
    private static final int AT_ONCE = 4;

    private final WebClient http;
    private final BackendProperties properties;
    private final String apiKey;
    private final CircuitBreaker breaker;
    private final Sinks.Many<MentorVector> vectors = Sinks.many().unicast().onBackpressureError();
    private final Disposable sending;
    private final Retry retry = Retry.of(
            "backend-embeddings",
            RetryConfig.custom()
                    .maxAttempts(3)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(200), 2))
                    .build());

    BackendEmbeddings(
            BackendProperties properties,
            Embedder embedder,
            @Value("${refit.backend.api-key}") String apiKey,
            MeterRegistry metrics) {
        if (properties.sendEmbeddings() && embedder.dimension() != properties.dimension()) {
            throw new IllegalArgumentException("refit.backend.send-embeddings: true with an embedder of "
                    + embedder.dimension() + " dimensions (expected: " + properties.dimension()
                    + ", as the backend's column is wide)");
        }
        this.properties = properties;
        this.apiKey = apiKey;
        this.http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector())
                .baseUrl(properties.url())
                .build();
        var registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .build());
        this.breaker = registry.circuitBreaker("backend-embeddings");
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(metrics);
        Counter dropped = Counter.builder("refit.backend.dropped")
                .description("Vectors that were not sent since too many waited")
                .register(metrics);
        this.sending = vectors.asFlux()
                .onBackpressureBuffer(
                        properties.waiting(), _ -> dropped.increment(), BufferOverflowStrategy.DROP_OLDEST)
                .flatMap(this::post, AT_ONCE)
                .subscribe();
    }

    /** @param vector of unit length */
    @SuppressWarnings("ArrayRecordComponent")
    public record MentorVector(long userId, float[] vector) {}

    /** Returns at once. */
    public synchronized void send(Collection<MentorVector> changed) {
        if (properties.sendEmbeddings()) {
            changed.forEach(vectors::tryEmitNext);
        }
    }

    @Override
    public void close() {
        sending.dispose();
    }

    private Mono<Void> post(MentorVector mentor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user_id", mentor.userId());
        body.put("embedding", mentor.vector());
        return http.post()
                .uri("/api/internal/experts/embeddings")
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (!apiKey.isBlank()) {
                        headers.set("X-Internal-Api-Key", apiKey);
                    }
                })
                .bodyValue(Json.bytes(body))
                .retrieve()
                .toBodilessEntity()
                .timeout(properties.timeout())
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .transformDeferred(RetryOperator.of(retry))
                .then()
                .onErrorResume(failure -> {
                    log.atWarn()
                            .addKeyValue("mentor", mentor.userId())
                            .addKeyValue("reason", failure.getMessage())
                            .log("a vector was not sent to the product backend");
                    return Mono.empty();
                });
    }
}
