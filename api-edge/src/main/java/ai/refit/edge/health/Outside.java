package ai.refit.edge.health;

import ai.refit.edge.http.Problem;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * The two things this service cannot do without, each behind a circuit breaker that probes and real work feed alike.
 * While one is away, new work is refused before anything of it is written.
 */
@Component
public class Outside {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** What is known of a part of the outside. */
    enum Status {
        /** It has not answered yet, and has not failed often enough to be down. */
        UNKNOWN,
        UP,
        DOWN;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final CircuitBreaker database;
    private final CircuitBreaker kafka;
    private volatile boolean databaseSeen;
    private volatile boolean kafkaSeen;

    Outside(MeterRegistry metrics) {
        var registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(4)
                .minimumNumberOfCalls(2)
                .failureRateThreshold(50)
                .waitDurationInOpenState(PAUSE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
        database = registry.circuitBreaker("database");
        kafka = registry.circuitBreaker("kafka");
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(metrics);
    }

    /** Throws 503 while the database or Kafka is away. */
    public void requireBoth() {
        requireDatabase();
        if (!isUp(kafka)) {
            throw Problem.unavailable("KAFKA_UNAVAILABLE", "Kafka is away; new work is not accepted.", PAUSE)
                    .exception();
        }
    }

    /** Throws 503 while the database is away. */
    public void requireDatabase() {
        if (!isUp(database)) {
            throw databaseAway();
        }
    }

    public static RuntimeException databaseAway() {
        return Problem.databaseAway().exception();
    }

    public boolean databaseUp() {
        return isUp(database);
    }

    public boolean kafkaUp() {
        return isUp(kafka);
    }

    Status databaseStatus() {
        return status(database, databaseSeen);
    }

    Status kafkaStatus() {
        return status(kafka, kafkaSeen);
    }

    /** Whether each has answered once, wherever it is now. */
    boolean haveBothAnswered() {
        return databaseSeen && kafkaSeen;
    }

    public void databaseAnswered() {
        databaseSeen = true;
        database.onSuccess(0, TimeUnit.MILLISECONDS);
    }

    public void databaseFailed(Throwable failure) {
        database.onError(0, TimeUnit.MILLISECONDS, failure);
    }

    public void kafkaAnswered() {
        kafkaSeen = true;
        kafka.onSuccess(0, TimeUnit.MILLISECONDS);
    }

    public void kafkaFailed(Throwable failure) {
        kafka.onError(0, TimeUnit.MILLISECONDS, failure);
    }

    /** Whether a probe may go out now; always while up, now and then while not. */
    boolean mayProbeDatabase() {
        return database.tryAcquirePermission();
    }

    boolean mayProbeKafka() {
        return kafka.tryAcquirePermission();
    }

    private static Status status(CircuitBreaker breaker, boolean seen) {
        if (!isUp(breaker)) {
            return Status.DOWN;
        }
        return seen ? Status.UP : Status.UNKNOWN;
    }

    private static boolean isUp(CircuitBreaker breaker) {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }
}
