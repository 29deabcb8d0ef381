package ai.refit.deploy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.gate.HealthGate.Tries;
import ai.refit.deploy.gate.Proof.Listener;
import ai.refit.deploy.http.LoopbackServer;
import ai.refit.deploy.http.LoopbackServer.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthGateTest {

    private static final String RELEASE = "20261123090000-0123456789ab";
    private static final String WELL = "{\"status\": \"ok\", \"release\": \"" + RELEASE + "\"}";
    private static final Listener OURS = new Listener.Ours(4711, 99, RELEASE);

    private final TargetService service = TargetServices.smokedBy();
    private final FastPatience patience = new FastPatience(Duration.ofMinutes(5));

    private GateReport check(Proof proof, LoopbackServer.Manner manner) {
        return check(proof, Tries.DEPLOY, manner);
    }

    private GateReport check(Proof proof, Tries tries, LoopbackServer.Manner manner) {
        try (var server = new LoopbackServer(manner)) {
            return new HealthGate(patience).check(service, server.port(), RELEASE, proof, tries, patience);
        }
    }

    @Test
    void aReleaseIsHealthyWhenOneProcessAnsweredWellForTheWholeMinimum() {
        GateReport report = check(() -> OURS, _ -> Reply.of(200, WELL));

        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.figures())
                .containsEntry("tries", 1)
                .containsEntry("answered", 51)
                .containsEntry("pid", 4711L)
                .containsEntry("status", 200)
                .containsEntry("first_well_ms", 0L)
                .containsEntry("healthy_for_ms", 10_000L);
        assertThat(patience.passed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theFirstWellAnswerIsEnoughForHeldRequests() {
        try (var server = new LoopbackServer(asked -> asked.number() < 6 ? Reply.of(503, "{}") : Reply.of(200, WELL))) {
            GateReport report = new HealthGate(patience)
                    .firstWell(service, server.port(), RELEASE, () -> OURS, Tries.DEPLOY, patience);

            assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(report.figures()).containsEntry("first_well_ms", 1_000L).containsEntry("answered", 6);
        }
    }

    @Test
    void oldCodeThatAnswers200IsNotTheNewRelease() {
        GateReport report = check(() -> OURS, _ -> Reply.of(200, "{\"release\": \"old\"}"));

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.detail()).isEqualTo("all 3 tries failed, at last: answers release old, expected " + RELEASE);
    }

    @Test
    void triesWaitLongerEachTimeAndAreSaid() {
        GateReport report = check(() -> OURS, _ -> Reply.of(503, "{}"));

        assertThat(report.figures()).containsEntry("tries", 3).containsEntry("status", 503);
        assertThat(patience.passed()).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
        assertThat(patience.said())
                .containsExactly(
                        "health: try 1 of 3 failed: status 503",
                        "health: try 2 of 3 failed: status 503",
                        "health: try 3 of 3 failed: status 503");
        assertThat(List.of(1, 2, 3, 4, 5, 6, 60))
                .extracting(number -> HealthGate.lengthOfTry(number).toSeconds())
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void aReleaseThatComesBackHasMoreTries() {
        GateReport report = check(() -> OURS, Tries.ROLLBACK, _ -> Reply.of(503, "{}"));

        assertThat(report.figures()).containsEntry("tries", 5);
        assertThat(patience.passed()).isEqualTo(Duration.ofSeconds(31));
    }

    @Test
    void aBadAnswerBreaksTheHealthAndTheTry() {
        GateReport report =
                check(() -> OURS, asked -> asked.number() == 10 ? Reply.of(500, "{}") : Reply.of(200, WELL));

        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.figures()).containsEntry("tries", 2).containsEntry("healthy_for_ms", 10_000L);
        assertThat(patience.said()).containsExactly("health: try 1 of 3 failed: status 500, after 1800 ms of health");
        assertThat(patience.passed()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void aProcessThatDiesAgainAndAgainIsNotHealthyAlthoughEachAnswersWell() {
        var lives = new Proof() {
            private int questions;

            @Override
            public Listener listener() {
                return new Listener.Ours(4000 + questions++ / 20, 99, RELEASE);
            }
        };

        GateReport report = check(lives, _ -> Reply.of(200, WELL));

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.detail())
                .isEqualTo(
                        "all 3 tries failed, at last: process 4002 was replaced by process 4003 after 2000 ms of health");
    }

    @Test
    void anAnswerProvesNothingWhenTheProcessChangedMeanwhile() {
        var restless = new Proof() {
            private int questions;

            @Override
            public Listener listener() {
                return new Listener.Ours(questions++, 99, RELEASE);
            }
        };

        GateReport report = check(restless, _ -> Reply.of(200, WELL));

        assertThat(report.detail()).endsWith("the process changed while it answered");
        assertThat(report.figures()).doesNotContainKey("first_well_ms");
    }

    @Test
    void aForeignProcessIsNamedWhateverItAnswers() {
        for (String body : List.of(WELL, "hello")) {
            GateReport report = check(() -> new Listener.Foreign(666), _ -> Reply.of(200, body));

            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.detail()).endsWith("another process (pid 666) listens");
        }
    }

    @Test
    void aProcessOfAnotherReleaseIsNotOursEvenIfItClaimsToBe() {
        GateReport report = check(() -> new Listener.Ours(1, 1, "old"), _ -> Reply.of(200, WELL));

        assertThat(report.detail()).endsWith("process 1 was started from old, expected " + RELEASE);
    }

    @Test
    void aProcessThatIsGoneForGoodFailsAtOnce() {
        GateReport report = check(() -> new Listener.Gone("process 4711 ended with 1"), _ -> Reply.of(200, WELL));

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.detail()).isEqualTo("process 4711 ended with 1");
        assertThat(patience.passed()).isZero();
    }

    @Test
    void nobodyThereIsSaidSo() {
        int unused;
        try (var server = new LoopbackServer(_ -> Reply.of(200, WELL))) {
            unused = server.port();
        }
        GateReport report = new HealthGate(patience)
                .check(service, unused, RELEASE, () -> new Listener.Nobody("nobody listens"), Tries.DEPLOY, patience);

        assertThat(report.detail()).endsWith("no answer: connection refused");
        assertThat(report.figures()).containsEntry("answered", 0).containsEntry("status", 0);
    }

    @Test
    void aBodyThatSaysDownIsBadUnder200AndOneThatSaysDegradedIsNot() {
        for (String word : List.of("down", "DOWN", "unhealthy", "starting")) {
            GateReport report = check(() -> OURS, _ -> Reply.of(200, WELL.replace("ok", word)));
            assertThat(report.detail()).endsWith("answers status " + word);
        }
        assertThat(check(() -> OURS, _ -> Reply.of(200, WELL.replace("ok", "degraded")))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void oddAnswersAreBad() {
        assertThat(check(() -> OURS, _ -> Reply.of(200, "OK")).detail()).endsWith("the answer is no JSON object");
        assertThat(check(() -> OURS, _ -> Reply.of(200, "{\"status\": \"ok\"}")).detail())
                .endsWith("the answer has no field release, expected " + RELEASE);
        assertThat(check(() -> OURS, _ -> Reply.of(204, "")).detail()).endsWith("status 204");
        assertThat(check(() -> OURS, _ -> Reply.of(302, WELL)).detail()).endsWith("status 302");
        assertThat(check(() -> OURS, _ -> Reply.of(0, null)).detail()).contains("no answer: the connection broke");
    }

    @Test
    void theDeadlineEndsItHoweverManyTriesAreLeft() {
        var shortPatience = new FastPatience(Duration.ofSeconds(4));
        try (var server = new LoopbackServer(_ -> Reply.of(200, WELL))) {
            GateReport report = new HealthGate(shortPatience)
                    .check(service, server.port(), RELEASE, () -> OURS, Tries.DEPLOY, shortPatience);

            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.detail()).isEqualTo("the deadline came in try 1: well for 4000 of 10000 ms");
            assertThat(shortPatience.passed()).isEqualTo(Duration.ofSeconds(4));
        }
    }
}
