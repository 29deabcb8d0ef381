package ai.refit.deploy.ci;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.ci.DeployScript.Ended;
import ai.refit.deploy.ci.PlayedOrchestrator.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FollowScriptIT extends AgainstPlayedOrchestrator {

    private static final String DEPLOYMENT = "GET /api/deploy/deployments/7-a";

    @Test
    void aDeploymentIsToldToItsEndEachThingOnce() throws Exception {
        String early = """
                {"deployment_id": "7-a", "kind": "DEPLOY", "service": "api-edge", "environment": "production",
                 "state": "VERIFYING", "final": false, "gates": [],
                 "states": [{"state": "QUEUED", "since": "2026-01-27T15:00:00Z"},
                            {"state": "VERIFYING", "since": "2026-01-27T15:00:09.5Z"}]}
                """;
        orchestrator.answering(
                DEPLOYMENT,
                new Reply(200, early),
                new Reply(0, ""),
                new Reply(200, early),
                new Reply(503, ""),
                new Reply(200, over("DEPLOY", "LIVE")));

        Ended ended = script.run("follow 7-a --interval 0");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).isEqualTo("""
                        15:00:00  QUEUED
                        15:00:09  VERIFYING
                        15:00:30    health WARNED: slow | ::error::no command (answered_ms 12)
                        15:00:30  LIVE
                        api-edge/production: LIVE
                        """);
        assertThat(directory.resolve("summary"))
                .content()
                .contains(
                        "### api-edge production: LIVE",
                        "| health | WARNED | slow \\| ::error::no command | answered\\_ms 12 |");
    }

    @Test
    void whatADeploymentWaitsForIsToldOnce() throws Exception {
        String waiting = """
                {"state": "QUEUED", "final": false, "states": [{"state": "QUEUED", "since": "2026-01-27T15:00:00Z"}],
                 "waits_for": {"what": "deployment", "deployment_id": "6-b", "detail": "deployment 6-b, which is BAKING"}}
                """;
        orchestrator.answering(
                DEPLOYMENT,
                new Reply(200, waiting),
                new Reply(200, waiting.replace("BAKING", "CONCLUDING")),
                new Reply(200, over("DEPLOY", "LIVE")));

        assertThat(script.run("follow 7-a --interval 0").out()).startsWith("""
                        15:00:00  QUEUED
                                  waits for deployment 6-b, which is BAKING
                        15:00:09  VERIFYING
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLED_BACK", "FAILED", "MANUAL_INTERVENTION"})
    void aDeploymentThatDoesNotGoLiveFails(String state) throws Exception {
        orchestrator.answering(DEPLOYMENT, new Reply(200, over("DEPLOY", state)));

        Ended ended = script.run("follow 7-a");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).endsWith("api-edge/production: " + state + " (UNHEALTHY: no answer)\n");
    }

    @Test
    void aRestoreIsDoneWhenItRolledBack() throws Exception {
        orchestrator.answering(DEPLOYMENT, new Reply(200, over("RESTORE", "ROLLED_BACK")));

        assertThat(script.run("follow 7-a").exit()).isZero();
    }

    @Test
    void aDeploymentThatNobodyKnowsFails() throws Exception {
        Ended ended = script.run("follow 7-a");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("404 NONE_SUCH");
    }

    @Test
    void aDeploymentThatTakesTooLongIsLeftAlone() throws Exception {
        orchestrator.answering(DEPLOYMENT, new Reply(200, "{\"state\": \"QUEUED\", \"final\": false}"));

        Ended ended = script.run("follow 7-a --timeout 0");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("not over after 0 s");
    }

    /** A gate and the last state are of the same second. */
    private static String over(String kind, String state) {
        return """
                {"deployment_id": "7-a", "kind": "%s", "service": "api-edge", "environment": "production",
                 "state": "%2$s", "final": true, "cause": %3$s,
                 "states": [{"state": "QUEUED", "since": "2026-01-27T15:00:00Z"},
                            {"state": "VERIFYING", "since": "2026-01-27T15:00:09.5Z"},
                            {"state": "%2$s", "since": "2026-01-27T15:00:30.5Z"}],
                 "gates": [{"at": "2026-01-27T15:00:30Z", "gate": "health", "outcome": "WARNED",
                            "detail": "slow |\\n::error::no command", "figures": {"answered_ms": 12}}]}
                """.formatted(
                kind, state, state.equals("LIVE") ? "null" : "{\"code\": \"UNHEALTHY\", \"detail\": \"no answer\"}");
    }
}
