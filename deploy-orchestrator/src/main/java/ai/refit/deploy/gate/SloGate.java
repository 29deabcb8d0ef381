package ai.refit.deploy.gate;

import ai.refit.deploy.catalog.TargetService.SloRules;
import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.gate.PrometheusQuery.Result.NoResult;
import ai.refit.deploy.gate.PrometheusQuery.Result.Samples;
import ai.refit.deploy.gate.PrometheusQuery.Sample;
import ai.refit.deploy.http.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Compares what Prometheus measured with the service's maximum; of several series the largest value counts. No series,
 * only NaN, or values from before the release had traffic are no measurement: inconclusive, never passed. What that
 * means is the caller's to decide.
 */
@Component
public class SloGate {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    /** How long an answer that may still come is asked for, once the release has settled. */
    private static final Duration PERSISTENCE = Duration.ofSeconds(30);

    /** Below it a number cannot be the time of a sample, in seconds since 1970. */
    private static final double EARLIEST_TIME = 1e9;

    private final InstantSource clock;

    public SloGate() {
        this(InstantSource.system());
    }

    SloGate(InstantSource clock) {
        this.clock = clock;
    }

    /** @param settled when to ask: {@code settle} after the release was given the traffic */
    public GateReport check(SloRules rules, Instant settled, Patience patience) {
        if (settled.isAfter(patience.deadline())) {
            return inconclusive("the step's deadline comes before the release has settled", rules);
        }
        for (Instant now = clock.instant(); now.isBefore(settled); now = clock.instant()) {
            patience.pause(Duration.between(now, settled));
        }
        Instant giveUp = min(clock.instant().plus(PERSISTENCE), patience.deadline());
        Instant trafficSince = settled.minus(rules.settle());
        try (var caller = new Caller()) {
            var prometheus = new PrometheusQuery(rules.prometheus(), caller);
            while (true) {
                Reading reading = read(prometheus, rules.query(), trafficSince);
                switch (reading) {
                    case Measured(double value) -> {
                        return verdict(value, rules);
                    }
                    case Unmeasured(String why, boolean passing) -> {
                        if (!passing || !clock.instant().plus(BETWEEN).isBefore(giveUp)) {
                            return inconclusive(why, rules);
                        }
                        patience.say("slo: " + why + "; asked again");
                    }
                }
                patience.pause(BETWEEN);
            }
        }
    }

    private sealed interface Reading {}

    private record Measured(double value) implements Reading {}

    private record Unmeasured(String why, boolean passing) implements Reading {}

    private static Reading read(PrometheusQuery prometheus, String query, Instant trafficSince) {
        return switch (prometheus.ask(query)) {
            case NoResult(String why, boolean passing) -> new Unmeasured(why, passing);
            case Samples(List<Sample> samples)
            when samples.isEmpty() -> new Unmeasured("Prometheus has no data for the query", false);
            case Samples(List<Sample> samples) -> {
                List<Sample> numbers = samples.stream()
                        .filter(sample -> !Double.isNaN(sample.value()))
                        .toList();
                if (numbers.isEmpty()) {
                    yield new Unmeasured("the value is NaN: nothing was measured", false);
                }
                List<Map<String, String>> stale = stale(prometheus, query, trafficSince);
                var worst = numbers.stream()
                        .filter(sample -> !stale.contains(sample.labels()))
                        .mapToDouble(Sample::value)
                        .max();
                yield worst.isPresent()
                        ? new Measured(worst.getAsDouble())
                        : new Unmeasured("the value is stale: from before the release had traffic", true);
            }
        };
    }

    /**
     * The series whose last sample is older than the release's traffic: the query still finds them for five minutes.
     * Only a plain selector can be asked for the times of its samples; nothing else is ever stale.
     */
    private static List<Map<String, String>> stale(PrometheusQuery prometheus, String query, Instant trafficSince) {
        double since = trafficSince.toEpochMilli() / 1000.0;
        return prometheus.ask("timestamp(" + query + ")") instanceof Samples(List<Sample> times)
                ? times.stream()
                        .filter(time -> time.value() >= EARLIEST_TIME && time.value() <= since)
                        .map(Sample::labels)
                        .toList()
                : List.of();
    }

    private static GateReport verdict(double value, SloRules rules) {
        boolean within = value <= rules.maximum();
        return new GateReport(
                "slo",
                within ? Outcome.PASSED : Outcome.FAILED,
                rules.query() + " is " + value + ", expected at most " + rules.maximum(),
                Map.of("value", value, "maximum", rules.maximum()));
    }

    private static GateReport inconclusive(String why, SloRules rules) {
        return new GateReport("slo", Outcome.INCONCLUSIVE, why, Map.of("maximum", rules.maximum()));
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
