package ai.refit.llm.gemini;

import ai.refit.llm.budget.CallEnd;
import ai.refit.llm.budget.Tokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;

/** Calls under the names that OpenTelemetry gives them for generative models, and what they cost. */
final class GenAiMetrics {

    private static final String ANSWERED = "ANSWERED";

    private final MeterRegistry meters;

    GenAiMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void watch(Lane lane) {
        Gauge.builder("refit.llm.concurrency.limit", lane.limit(), AdaptiveLimit::limit)
                .tag("gen_ai.request.model", lane.model())
                .register(meters);
    }

    void called(Lane lane, CallEnd end) {
        Tags tags = tags(lane.model());
        Timer.builder("gen_ai.client.operation.duration")
                .tags(tags)
                .tag("error.type", end.outcome().equals(ANSWERED) ? "none" : end.outcome())
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(80))
                .register(meters)
                .record(end.duration());
        Tokens tokens = end.tokens();
        tokens(tags, "input", tokens.input());
        tokens(tags, "output", tokens.output());
        Counter.builder("refit.llm.tokens.cached").tags(tags).register(meters).increment(tokens.cached());
        BigDecimal cost = end.costUsd();
        if (cost != null) {
            Counter.builder("refit.llm.cost")
                    .baseUnit("usd")
                    .tags(tags)
                    .register(meters)
                    .increment(cost.doubleValue());
        }
    }

    /** @param source {@code kept} or {@code model} */
    void answered(String operation, String source) {
        Counter.builder("refit.llm.answers")
                .tag("operation", operation)
                .tag("source", source)
                .register(meters)
                .increment();
    }

    /** @param reason as the analyst states it */
    void unavailable(String operation, String reason) {
        Counter.builder("refit.llm.unavailable")
                .tag("operation", operation)
                .tag("reason", reason)
                .register(meters)
                .increment();
    }

    private void tokens(Tags tags, String type, long count) {
        if (count > 0) {
            DistributionSummary.builder("gen_ai.client.token.usage")
                    .baseUnit("token")
                    .tags(tags)
                    .tag("gen_ai.token.type", type)
                    .register(meters)
                    .record(count);
        }
    }

    private static Tags tags(String model) {
        return Tags.of(
                Tag.of("gen_ai.operation.name", "generate_content"),
                Tag.of("gen_ai.provider.name", "gcp.vertex_ai"),
                Tag.of("gen_ai.request.model", model));
    }
}
