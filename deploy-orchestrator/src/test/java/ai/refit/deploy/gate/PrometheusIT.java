package ai.refit.deploy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.catalog.TargetService.NoData;
import ai.refit.deploy.catalog.TargetService.SloRules;
import ai.refit.deploy.doubles.Programs;
import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.http.Answer;
import ai.refit.deploy.http.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service level as a real Prometheus tells it; needs the program {@code prometheus}. */
class PrometheusIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static Process prometheus;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        Programs.assumeInstalled("prometheus");
        Files.writeString(directory.resolve("rules.yml"), """
                groups:
                  - name: levels
                    rules:
                      - {record: "refit:ai_latency:p95:1m", expr: "vector(0.5)", labels: {endpoint: fast}}
                      - {record: "refit:ai_latency:p95:1m", expr: "vector(3.5)", labels: {endpoint: slow}}
                      - {record: "refit:ai_latency:p95:1m", expr: "vector(0) / vector(0)", labels: {endpoint: unused}}
                """);
        Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms}
                rule_files: [rules.yml]
                """);
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        awaitRules();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.destroy();
            if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
                prometheus.destroyForcibly().waitFor();
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Until they have been recorded for the second that a test looks back. */
    private static void awaitRules() throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        var question = HttpRequest.newBuilder(
                        URI.create(address + "/api/v1/query?query=count(refit:ai_latency:p95:1m%20offset%201s)%3E2"))
                .build();
        try (var caller = new Caller()) {
            while (!(caller.call(question, PATIENCE) instanceof Answer.Said said
                    && said.body().contains("\"3\""))) {
                assertThat(prometheus.isAlive())
                        .as(Files.readString(directory.resolve("log")))
                        .isTrue();
                assertThat(Instant.now()).isBefore(end);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** The release has its traffic for an hour when it is asked. */
    private static GateReport check(String query) {
        Instant now = Instant.now();
        return check(query, now, Duration.ofHours(1));
    }

    private static GateReport check(String query, Instant settled, Duration settle) {
        var rules = new SloRules(address, query, 3.0, settle, NoData.WARN);
        return new SloGate(InstantSource.system()).check(rules, settled, new Patience() {
            private final Instant deadline = Instant.now().plusSeconds(3);

            @Override
            public Instant deadline() {
                return deadline;
            }

            @Override
            public void pause(Duration time) {
                try {
                    Thread.sleep(time);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void say(String line) {}
        });
    }

    @Test
    void aRecordedLevelPassesOrFails() {
        assertThat(check("refit:ai_latency:p95:1m{endpoint='fast'}").outcome()).isEqualTo(Outcome.PASSED);
        assertThat(check("refit:ai_latency:p95:1m{endpoint='slow'}").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void theWorstSeriesCountsAndTheUnusedOneDoesNot() {
        assertThat(check("refit:ai_latency:p95:1m").figures()).containsEntry("value", 3.5);
    }

    @Test
    void anExpressionOrAScalarMayBeAsked() {
        assertThat(check("max(refit:ai_latency:p95:1m{endpoint='fast'}) * 2").figures())
                .containsEntry("value", 1.0);
        assertThat(check("scalar(refit:ai_latency:p95:1m{endpoint='fast'})").figures())
                .containsEntry("value", 0.5);
    }

    @Test
    void nothingMeasuredIsInconclusive() {
        assertThat(check("refit:ai_latency:p95:1m{endpoint='unused'}").detail()).contains("NaN");
        assertThat(check("refit:ai_latency:p95:1m{endpoint='none'}").detail()).contains("no data");
        assertThat(check("refit:ai_latency:p95:1m{").detail()).contains("status 400: invalid parameter");
        assertThat(check("refit:ai_latency:p95:1m[1m]").detail()).contains("expected a vector");
    }

    @Test
    void aSampleFromBeforeTheTrafficIsStale() {
        Instant now = Instant.now();
        assertThat(check("refit:ai_latency:p95:1m{endpoint='slow'} offset 1s", now, Duration.ZERO.minusSeconds(60))
                        .detail())
                .contains("stale");
    }
}
