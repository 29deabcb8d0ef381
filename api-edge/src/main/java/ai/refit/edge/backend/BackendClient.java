package ai.refit.edge.backend;

import ai.refit.contracts.json.Json;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * GETs from the product backend: a deadline a call, one more try, and a circuit breaker. A 4xx is an answer, not a
 * failure.
 */
@Component
class BackendClient {

    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    private final WebClient http;
    private final BackendProperties properties;
    private final String apiKey;
    private final CircuitBreaker breaker;
    private final Retry retry = Retry.of(
            "backend",
            RetryConfig.custom()
                    .maxAttempts(2)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2))
                    .ignoreExceptions(CallNotPermittedException.class)
                    .build());

    BackendClient(
            BackendProperties properties, @Value("${refit.backend.api-key}") String apiKey, MeterRegistry metrics) {
        this.properties = properties;
        this.apiKey = apiKey;
        this.http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .build();
        var registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .waitDurationInOpenState(Duration.ofSeconds(5))
                .build());
        this.breaker = registry.circuitBreaker("backend");
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(metrics);
    }

    /**
     * @param template a path with {@code {}} for each variable
     * @return {@code data} of the answer; empty when the backend says 4xx or has no data
     */
    Mono<JsonNode> get(String template, Object... variables) {
        URI uri = UriComponentsBuilder.fromUriString(properties.url() + template)
                .encode()
                .buildAndExpand(variables)
                .toUri();
        return http.get()
                .uri(uri)
                .headers(headers -> {
                    if (!apiKey.isBlank()) {
                        headers.set("X-Internal-Api-Key", apiKey);
                    }
                })
                .exchangeToMono(response -> {
                    HttpStatusCode status = response.statusCode();
                    if (status.is5xxServerError()) {
                        return response.releaseBody()
                                .then(Mono.error(new BackendFailure("answered " + status.value())));
                    }
                    return status.is2xxSuccessful()
                            ? response.bodyToMono(byte[].class).mapNotNull(BackendClient::data)
                            : response.releaseBody().then(Mono.empty());
                })
                .timeout(properties.timeout())
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .transformDeferred(RetryOperator.of(retry));
    }

    private static @Nullable JsonNode data(byte[] body) {
        JsonNode data = Json.tree(body).get("data");
        return data == null || data.isNull() ? null : data;
    }

    static final class BackendFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BackendFailure(String message) {
            super("the product backend " + message);
        }
    }
}
