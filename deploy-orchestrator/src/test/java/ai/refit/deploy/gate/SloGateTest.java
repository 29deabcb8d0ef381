package ai.refit.deploy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.catalog.TargetService.NoData;
import ai.refit.deploy.catalog.TargetService.SloRules;
import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.http.LoopbackServer;
import ai.refit.deploy.http.LoopbackServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SloGateTest {

    private static final String QUERY = "refit:ai_latency:p95:1m{endpoint='/api/ai/recommendations'}";
    private static final Instant SETTLED = FastPatience.START.plusSeconds(300);

    private final FastPatience patience = new FastPatience(Duration.ofMinutes(10));

    private static SloRules rules(String prometheus) {
        return new SloRules(prometheus, QUERY, 3.0, Duration.ofMinutes(5), NoData.WARN);
    }

    /** @param answer by the query */
    private GateReport check(Function<String, Reply> answer) {
        try (var server = new LoopbackServer(asked ->
                answer.apply(java.net.URI.create(asked.target()).getQuery().substring("query=".length())))) {
            return new SloGate(patience).check(rules(server.address() + "/"), SETTLED, patience);
        }
    }

    private GateReport checkSamples(String samples) {
        return check(query -> query.startsWith("timestamp") ? vector("") : vector(samples));
    }

    private static Reply vector(String samples) {
        return Reply.of(200, """
                {"status": "success", "data": {"resultType": "vector", "result": [%s]}}""".formatted(samples));
    }

    private static String sample(String port, String value) {
        return """
                {"metric": {"__name__": "p95", "port": "%s"}, "value": [1795424400.5, "%s"]}""".formatted(port, value);
    }

    @Test
    void aValueUpToTheMaximumPassesOnceTheReleaseHasSettled() {
        GateReport report = checkSamples(sample("1", "3"));

        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.figures()).containsEntry("value", 3.0).containsEntry("maximum", 3.0);
        assertThat(patience.passed()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void theWorstOfSeveralSeriesCounts() {
        GateReport report = checkSamples(sample("1", "0.1") + "," + sample("2", "3.01") + "," + sample("3", "NaN"));

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.detail()).isEqualTo(QUERY + " is 3.01, expected at most 3.0");
        assertThat(checkSamples(sample("1", "+Inf")).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void noSeriesAndNaNAreNoMeasurement() {
        assertThat(checkSamples("")).satisfies(report -> {
            assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(report.detail()).isEqualTo("Prometheus has no data for the query");
        });
        assertThat(checkSamples(sample("1", "NaN"))).satisfies(report -> {
            assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(report.detail()).isEqualTo("the value is NaN: nothing was measured");
        });
    }

    @Test
    void aValueFromBeforeTheReleaseHadTrafficSaysNothingAboutIt() {
        String before = Long.toString(FastPatience.START.getEpochSecond() - 1);
        String since = Long.toString(FastPatience.START.getEpochSecond() + 200);

        GateReport stale = check(
                query -> vector(query.equals("timestamp(" + QUERY + ")") ? sample("1", before) : sample("1", "0.1")));
        assertThat(stale.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(stale.detail()).isEqualTo("the value is stale: from before the release had traffic");

        GateReport oneOfTwo = check(query -> query.startsWith("timestamp")
                ? vector(sample("1", before) + "," + sample("2", since))
                : vector(sample("1", "9") + "," + sample("2", "0.5")));
        assertThat(oneOfTwo.figures()).containsEntry("value", 0.5);
    }

    @Test
    void aRefusedQueryIsNotAskedAgain() {
        GateReport report = check(
                _ -> Reply.of(400, "{\"status\": \"error\", \"errorType\": \"bad_data\", \"error\": \"parse error\"}"));

        assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(report.detail()).isEqualTo("Prometheus answers status 400: parse error");
        assertThat(patience.said()).isEmpty();
    }

    @Test
    void anUnreachablePrometheusIsAskedForAWhileAndThenInconclusive() {
        String nobody;
        try (var server = new LoopbackServer(_ -> vector(""))) {
            nobody = server.address();
        }
        GateReport report = new SloGate(patience).check(rules(nobody), SETTLED, patience);

        assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(report.detail()).isEqualTo("Prometheus: no answer: connection refused");
        assertThat(patience.passed()).isBetween(Duration.ofSeconds(320), Duration.ofSeconds(330));
    }

    @Test
    void aPrometheusThatComesBackInThatWhileCounts() {
        int[] questions = {0};
        GateReport report = check(query -> questions[0]++ < 3
                ? Reply.of(503, "Service Unavailable")
                : query.startsWith("timestamp") ? vector("") : vector(sample("1", "1")));

        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(patience.said()).hasSize(3);
    }

    @Test
    void oddAnswersAreInconclusive() {
        for (String body : new String[] {
            "", "[]", "{\"status\": \"success\"}", "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\"}}"
        }) {
            assertThat(check(_ -> Reply.of(200, body)).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        }
        assertThat(new SloGate(patience)
                        .check(rules("nonsense"), SETTLED, patience)
                        .detail())
                .isEqualTo("slo.prometheus is no http address");
    }

    @Test
    void aDeadlineBeforeTheReleaseSettlesLeavesItInconclusive() {
        var brief = new FastPatience(Duration.ofMinutes(1));
        assertThat(new SloGate(brief)
                        .check(rules("http://127.0.0.1:1"), SETTLED, brief)
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }
}
