package ai.refit.deploy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.catalog.TargetService.SmokeCheck;
import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.http.LoopbackServer;
import ai.refit.deploy.http.LoopbackServer.Asked;
import ai.refit.deploy.http.LoopbackServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SmokeGateTest {

    private static final Duration LONG = Duration.ofSeconds(5);
    private static final SmokeCheck RECOMMEND =
            new SmokeCheck("POST", "/api/ai/recommendations", "{\"user_id\":\"test\"}", "status", LONG, LONG);

    private final FastPatience patience = new FastPatience(Duration.ofMinutes(1));

    private GateReport check(LoopbackServer.Manner manner, SmokeCheck... checks) {
        try (var server = new LoopbackServer(manner)) {
            return new SmokeGate(patience).check(TargetServices.smokedBy(checks), server.port(), patience);
        }
    }

    @Test
    void aCheckIsAskedAsUsersAskAndItsFiguresAreKept() {
        try (var server = new LoopbackServer(_ -> Reply.of(200, "{\"status\": \"ok\"}"))) {
            GateReport report =
                    new SmokeGate(patience).check(TargetServices.smokedBy(RECOMMEND), server.port(), patience);

            assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(server.asked())
                    .containsExactly(new Asked(
                            1, "POST", "/api/ai/recommendations", "application/json", "{\"user_id\":\"test\"}"));
            assertThat(report.figures())
                    .extractingByKey("checks", InstanceOfAssertFactories.list(Map.class))
                    .singleElement(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsEntry("check", "POST /api/ai/recommendations")
                    .containsEntry("status", 200)
                    .containsKey("ms");
        }
    }

    @Test
    void a500FailsAndTheChecksAfterItAreNotAsked() {
        try (var server = new LoopbackServer(_ -> Reply.of(500, "{\"status\": \"ok\"}"))) {
            GateReport report = new SmokeGate(patience)
                    .check(TargetServices.smokedBy(RECOMMEND, RECOMMEND), server.port(), patience);

            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.detail()).isEqualTo("POST /api/ai/recommendations: status 500");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void noJsonOrAMissingFieldFails() {
        assertThat(check(_ -> Reply.of(200, "<html>"), RECOMMEND).detail())
                .endsWith("the answer (status 200) is no JSON");
        for (String body : List.of("{\"code\": \"OK\"}", "{\"status\": null}", "[]", "3")) {
            GateReport report = check(_ -> Reply.of(200, body), RECOMMEND);
            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.detail()).endsWith("the answer has no field status");
        }
    }

    @Test
    void aFieldMayLieDeeperAndACheckMayWantNone() {
        var deeper = new SmokeCheck("GET", "/a", null, "data.status", LONG, LONG);
        var none = new SmokeCheck("GET", "/b", null, null, LONG, LONG);

        assertThat(check(_ -> Reply.of(200, "{\"data\": {\"status\": 1}}"), deeper, none)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void aSlowAnswerWarnsAndOneThatNeverComesFails() {
        var strict = new SmokeCheck("GET", "/", null, null, Duration.ofMillis(20), LONG);
        GateReport slow = check(
                _ -> {
                    Thread.sleep(40);
                    return Reply.of(200, "{}");
                },
                strict);
        assertThat(slow.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(slow.detail()).matches("GET / took \\d+ ms, expected at most 20 ms");

        var impatient = new SmokeCheck("GET", "/", null, null, LONG, Duration.ofMillis(50));
        GateReport never = check(
                _ -> {
                    Thread.sleep(60_000);
                    return Reply.of(200, "{}");
                },
                impatient);
        assertThat(never.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(never.detail()).isEqualTo("GET /: no answer: no answer within 50 ms");
    }

    @Test
    void aServiceWithoutChecksPasses() {
        assertThat(check(_ -> Reply.of(500, "")).outcome()).isEqualTo(Outcome.PASSED);
    }
}
