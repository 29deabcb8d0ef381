package ai.refit.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DeployCommandsTest {

    private static final String ID = "01a2089c-d4db-7c4c-a3ba-b872d484aab8";
    private static final String SHA = "abcdef0000000000000000000000000000000001";
    private static final String EVENTS = "GET /deployments/" + ID + "/events?follow=";
    private static final String ACCEPTED = "{\"deployment_id\":\"" + ID + "\",\"state\":\"QUEUED\"}";
    private static final String OF_AI = "service=ai-service&environment=production";

    private final PlayedRoutes routes = new PlayedRoutes();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void deployMeasuresALocalArtifact(@TempDir Path folder) throws Exception {
        Path artifact = Files.writeString(folder.resolve("app.whl"), "hello\n");
        routes.answering("POST /deployments", 202, ACCEPTED);
        assertThat(refit(
                        "deploy",
                        "--service",
                        "ai-service",
                        "--sha",
                        SHA,
                        "--artifact",
                        artifact.toString(),
                        "--run-id",
                        "77",
                        "--branch",
                        "main",
                        "--reason",
                        "a hotfix"))
                .isZero();
        JsonNode order = Json.read(routes.last().body(), JsonNode.class);
        assertThat(order).isEqualTo(Json.read("""
                        {"service": "ai-service", "environment": "production", "sha": "%s", "run_id": "77", "branch": "main",
                         "artifact": {"uri": "file:%s", "size": 6,
                           "sha256": "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"},
                         "reason": "a hotfix"}
                        """.formatted(SHA, artifact.toRealPath()), JsonNode.class));
        assertThat(out.toString()).contains("deployment " + ID + " is QUEUED", "refit log " + ID + " --follow");
    }

    @Test
    void anArtifactFromElsewhereNeedsItsMeasures() {
        assertThat(refit(
                        "deploy",
                        "--service",
                        "ai-service",
                        "--sha",
                        SHA,
                        "--artifact",
                        "s3://builds/a.whl",
                        "--reason",
                        "x"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--sha256 and --size").hasLineCount(1);
        assertThat(routes.routes()).isEmpty();
    }

    @Test
    void everyOrderNeedsAReason() {
        assertThat(refit("restore", "--service", "ai-service")).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
        assertThat(routes.routes()).isEmpty();
    }

    @Test
    void followingADeploymentPrintsItAndExitsWithZeroWhenItIsLive() {
        routes.answering("POST /rollbacks", 202, ACCEPTED)
                .streaming(EVENTS + "true", """
                        id: 1
                        event: state
                        data: {"at":"2026-01-27T15:00:00Z","to":"QUEUED"}

                        :alive

                        id: 2
                        event: log
                        data: {"at":"2026-01-27T15:00:01Z","line":"making the release"}

                        id: 3
                        event: state
                        data: {"at":"2026-01-27T15:00:02Z","to":"ROLLED_BACK"}

                        """)
                .answering("GET /deployments/" + ID, 200, deployment("RESTORE", "ROLLED_BACK", "null"));
        assertThat(refit("restore", "20260127150000", "--service", "ai-service", "--reason", "slow", "--follow"))
                .isZero();
        assertThat(out.toString()).contains("QUEUED", "making the release", "ROLLED_BACK");
        assertThat(routes.first("POST /rollbacks").body())
                .contains("\"backup_id\":\"20260127150000\"", "\"restore_dependencies\":true");
    }

    @Test
    void aDeploymentThatWasRolledBackDidNotDoWhatWasAsked() {
        routes.answering(
                        "GET /deployments/" + ID,
                        200,
                        deployment("DEPLOY", "ROLLED_BACK", "{\"code\":\"UNHEALTHY\",\"detail\":\"no answer\"}"))
                .streaming(EVENTS + "true", end("ROLLED_BACK"));
        assertThat(refit("log", ID, "--follow")).isEqualTo(1);
        assertThat(out.toString()).contains("ROLLED_BACK: UNHEALTHY: no answer");
    }

    @Test
    void aLogThatBreaksOffGoesOnWhereItBroke() {
        routes.streaming(EVENTS + "true", """
                        id: 41
                        event: log
                        data: {"at":"2026-01-27T15:00:01Z","line":"first"}

                        id: 42
                        event: log
                        data: {"at":"2026-01-27T15:""")
                .streaming(EVENTS + "true", """
                        id: 42
                        event: log
                        data: {"at":"2026-01-27T15:00:02Z","line":"second"}

                        """ + end("LIVE"))
                .answering("GET /deployments/" + ID, 200, deployment("DEPLOY", "LIVE", "null"));
        assertThat(refit("log", ID, "--follow")).isZero();
        assertThat(out.toString()).containsOnlyOnce("first").containsOnlyOnce("second");
        List<PlayedRoutes.Asked> streams = routes.all().stream()
                .filter(asked -> asked.route().startsWith(EVENTS))
                .toList();
        assertThat(streams)
                .extracting(asked -> asked.headers().getFirst("Last-Event-ID"))
                .containsExactly(null, "41");
    }

    @Test
    void aLogThatIsNotFollowedEnds() {
        routes.answering("GET /deployments?" + OF_AI, 200, "[" + row("FETCHING", false) + "]")
                .streaming(EVENTS + "false", """
                        id: 1
                        event: gate
                        data: {"at":"2026-01-27T15:00:01Z","gate":"health","outcome":"PASSED","detail":"well"}

                        """);
        assertThat(refit("log", "--service", "ai-service")).isZero();
        assertThat(out.toString()).contains("health PASSED: well").hasLineCount(1);
    }

    @Test
    void codeOnlyWarnsAndLeavesTheDependencies() {
        routes.answering("POST /rollbacks", 202, ACCEPTED);
        assertThat(refit("restore", "--service", "ai-service", "--code-only", "--reason", "slow"))
                .isZero();
        assertThat(err.toString()).contains("only the code is restored");
        assertThat(routes.last().body())
                .contains("\"restore_dependencies\":false")
                .doesNotContain("backup_id");
    }

    @Test
    void theListMarksWhatRuns() {
        routes.answering("GET /backups?" + OF_AI, 200, """
                [{"id":"20260128090000","created_at":"2026-01-28T09:00:00Z","release":"20260128085900-bbbbbbbbbbbb",
                  "code":"code_20260128090000","dependencies":"wheel_20260128090000","successful":true,"current":true},
                 {"id":"20260127150000","created_at":"2026-01-27T15:00:00Z","release":"20260127145900-aaaaaaaaaaaa",
                  "code":"code_20260127150000","dependencies":"wheel_20260127150000","successful":false,"current":false}]
                """);
        assertThat(refit("list", "--service", "ai-service")).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("*").contains("code_20260128090000  wheel_20260128090000");
        assertThat(lines.get(2)).startsWith(" ").endsWith("never went live");
    }

    @Test
    void aPlanIsShownInItsOrderWithItsWarnings() {
        routes.answering("POST /plan", 200, "{\"steps\":[\"back up a\",\"start b\"],\"warnings\":[\"code only\"]}");
        assertThat(refit("plan", "--service", "ai-service", "--restore", "--code-only"))
                .isZero();
        assertThat(out.toString().lines()).containsExactly(" 1. back up a", " 2. start b", "warning: code only");
        assertThat(routes.last().body())
                .contains("\"restore_dependencies\":false")
                .doesNotContain("reason");
    }

    @Test
    void aPlanOfNothingIsAMistake() {
        assertThat(refit("plan", "--service", "ai-service")).isEqualTo(2);
        assertThat(err.toString()).contains("nothing to plan");
    }

    @Test
    void statusTellsDriftAndWhatIsAtWork() {
        routes.answering("GET /services", 200, """
                [{"service":"ai-service","environment":"production","should":{"release":"r1","port":8100,"successful":true,
                   "since":"2026-01-27T15:00:00Z"},"health":{"status":0},"active":{"deployment_id":"%s","state":"FETCHING"},
                   "drift":["nothing runs at port 8100"]},
                 {"service":"mentors","environment":"production","should":null,"drift":[]}]
                """.formatted(ID));
        assertThat(refit("status")).isZero();
        assertThat(out.toString())
                .contains(
                        "ai-service/production: a deployment is at work",
                        "r1 at port 8100",
                        "no answer",
                        ID + " FETCHING",
                        "nothing runs at port 8100",
                        "mentors/production: nothing was deployed yet");
    }

    @Test
    void statusOfAnUnknownServiceNamesTheKnownOnes() {
        routes.answering("GET /services", 200, "[{\"service\":\"mentors\",\"environment\":\"staging\"}]");
        assertThat(refit("status", "--service", "mentor")).isEqualTo(1);
        assertThat(err.toString()).contains("known: mentors/staging").hasLineCount(1);
    }

    @Test
    void anUnknownServiceInAnOrderNamesTheKnownOnes() {
        routes.refusing("POST /rollbacks", 404, "UNKNOWN_SERVICE", "no such service")
                .answering("GET /services", 200, "[{\"service\":\"mentors\",\"environment\":\"staging\"}]");
        assertThat(refit("restore", "--service", "mentor", "--reason", "x")).isEqualTo(1);
        assertThat(err.toString())
                .contains("UNKNOWN_SERVICE: no such service", "Known: mentors/staging.")
                .hasLineCount(1);
    }

    @Test
    void historyTellsWhoAndWhyAndHowItEnded() {
        routes.answering("GET /deployments?" + OF_AI + "&limit=20", 200, "[" + row("FAILED", true) + "]");
        assertThat(refit("history", "--service", "ai-service")).isZero();
        assertThat(out.toString())
                .contains("abcdef000000", "FAILED", "1m 05s", "ci", ID, "a merge [UNHEALTHY: no answer]");
    }

    @Test
    void pauseMeansWhatIsAtWorkAndApproveWhatWaits() {
        String other = ID.replace("01a2", "01a3");
        routes.answering(
                        "GET /deployments?" + OF_AI,
                        200,
                        "[" + row("QUEUED", false).replace(ID, other) + "," + row("FETCHING", false) + "]")
                .answering("POST /deployments/" + ID + "/pause", 200, ACCEPTED)
                .answering("POST /deployments/" + other + "/approve", 200, ACCEPTED);
        assertThat(refit("pause", "--service", "ai-service", "--reason", "wait"))
                .isZero();
        assertThat(routes.last().body()).isEqualTo("{\"reason\":\"wait\"}");
        assertThat(refit("approve", "--service", "ai-service", "--reason", "go"))
                .isZero();
        assertThat(routes.last().route()).isEqualTo("POST /deployments/" + other + "/approve");
    }

    @Test
    void nothingUnderWayIsNothingToAbort() {
        routes.answering("GET /deployments?" + OF_AI, 200, "[" + row("LIVE", true) + "]");
        assertThat(refit("abort", "--service", "ai-service", "--reason", "x")).isEqualTo(1);
        assertThat(err.toString())
                .contains("no deployment of ai-service/production is under way")
                .hasLineCount(1);
    }

    @Test
    void aProblemIsToldInOneLine() {
        routes.refusing("POST /deployments/" + ID + "/abort", 409, "DEPLOYMENT_FINAL", "The deployment is over.");
        assertThat(refit("abort", ID, "--reason", "x")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("refit abort: DEPLOYMENT_FINAL: The deployment is over.");
    }

    @Test
    void nobodyThereSaysHowToStartIt() {
        routes.close();
        assertThat(refit("status")).isEqualTo(1);
        assertThat(err.toString())
                .contains("nobody answers at " + routes.address(), "refit orchestrate")
                .hasLineCount(1);
    }

    @Test
    void theTokenComesFromItsFileAndWithoutOneTheUsersNameIsTold(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
        routes.answering("GET /services", 200, "[]");
        assertThat(refit("status", "--token-file", file.toString())).isZero();
        assertThat(routes.last().headers().getFirst("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(refit("status")).isZero();
        assertThat(routes.last().headers().getFirst("Authorization")).isNull();
        assertThat(routes.last().headers().getFirst("X-Operator")).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void jsonIsTheAnswerItself() {
        String services = "[{\"service\":\"mentors\",\"environment\":\"staging\"}]";
        routes.answering("GET /services", 200, services);
        assertThat(refit("status", "--json")).isZero();
        assertThat(out.toString().strip()).isEqualTo(services);
    }

    private int refit(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--url", routes.address()));
        return DeployCommands.all()
                .get(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    private static String end(String state) {
        return "event: end\ndata: {\"state\":\"" + state + "\"}\n\n";
    }

    private static String deployment(String kind, String state, String cause) {
        return "{\"deployment_id\":\"%s\",\"kind\":\"%s\",\"state\":\"%s\",\"cause\":%s}"
                .formatted(ID, kind, state, cause);
    }

    private static String row(String state, boolean over) {
        return """
                {"deployment_id":"%s","kind":"DEPLOY","service":"ai-service","environment":"production","state":"%s",
                 "final":%s,"sha":"%s","requested_by":"ci","reason":"a merge","created_at":"2026-01-27T15:00:00Z",
                 "finished_at":%s,"cause":%s}""".formatted(
                        ID,
                        state,
                        over,
                        SHA,
                        over ? "\"2026-01-27T15:01:05Z\"" : "null",
                        over ? "{\"code\":\"UNHEALTHY\",\"detail\":\"no answer\"}" : "null");
    }
}
