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
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * GETs from the product backend: a deadline a call, one more try, and a circuit breaker. That something is not there is
 * an answer, and it has two forms: 404, and 403 with the code {@code USER_DELETED}. All else that is no data is a
 * failure, a refusal of our key too.
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
     * @return {@code data} of the answer; empty when the backend says that there is nothing (any more)
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
                .exchangeToMono(BackendClient::read)
                .timeout(properties.timeout())
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .transformDeferred(RetryOperator.of(retry));
    }

    private static Mono<JsonNode> read(ClientResponse response) {
        HttpStatusCode status = response.statusCode();
        if (status.is2xxSuccessful()) {
            return response.bodyToMono(byte[].class)
                    .switchIfEmpty(Mono.error(() -> new BackendFailure("sent no body")))
                    .map(BackendClient::data);
        }
        if (status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
            return response.releaseBody().then(Mono.empty());
        }
        var failure = new BackendFailure("answered " + status.value());
        if (status.isSameCodeAs(HttpStatus.FORBIDDEN)) {
            return response.bodyToMono(byte[].class)
                    .filter(BackendClient::saysDeleted)
                    .switchIfEmpty(Mono.error(failure))
                    .then(Mono.empty());
        }
        return response.releaseBody().then(Mono.error(failure));
    }

    private static JsonNode data(byte[] body) {
        JsonNode data = Json.tree(body).get("data");
        if (data == null || data.isNull()) {
            throw new BackendFailure("sent no data");
        }
        return data;
    }

    private static boolean saysDeleted(byte[] body) {
        JsonNode code = Json.tree(body).get("code");
        return code != null && code.isString() && code.stringValue().equals("USER_DELETED");
    }

    static final class BackendFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BackendFailure(String message) {
            super("the product backend " + message);
        }
    }
}
