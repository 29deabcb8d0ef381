package ai.refit.deploy.ci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.ci.DeployScript.Ended;
import ai.refit.deploy.ci.PlayedOrchestrator.Asked;
import ai.refit.deploy.ci.PlayedOrchestrator.Reply;
import ai.refit.deploy.doubles.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeployScriptIT extends AgainstPlayedOrchestrator {

    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
    private static final String SERVICE = " --service api-edge --environment production --pause 0 ";
    private static final String EMIT =
            "emit" + SERVICE + "--sha " + SHA + " --uri s3://bucket/a.tar.gz --size 12 --sha256 " + "5".repeat(64);
    private static final String EVENTS = "POST /api/deploy/events";
    private static final String ROLLBACKS = "POST /api/deploy/rollbacks";
    private static final String BACKUPS = "GET /api/deploy/backups?service=api-edge&environment=production";
    private static final String DEPLOYMENT = "GET /api/deploy/deployments/7-a";
    private static final Reply ACCEPTED = new Reply(202, "{\"deployment_id\":\"7-a\",\"state\":\"QUEUED\"}");

    @Test
    void anEventIsSignedAsItIsSent() throws Exception {
        orchestrator.answering(EVENTS, ACCEPTED);

        Ended ended = script.run(EMIT, "--branch", "a \"branch\" of ä");

        assertThat(ended.out()).as(ended.err()).isEqualTo("deployment_id=7-a\n");
        Asked event = orchestrator.asked().getFirst();
        assertThat(event.header("x-hub-signature-256")).isEqualTo(signature(DeployScript.SECRET, event.body()));
        assertThat(event.header("content-type")).isEqualTo("application/json");
        assertThat(event.header("authorization")).isNull();
        assertThat(Json.read(event.text(), Object.class))
                .isEqualTo(Map.of(
                        "service", "api-edge",
                        "environment", "production",
                        "sha", SHA,
                        "run_id", "42-2",
                        "branch", "a \"branch\" of ä",
                        "artifact", Map.of("uri", "s3://bucket/a.tar.gz", "sha256", "5".repeat(64), "size", 12)));
    }

    /** Up to 64 bytes are the key itself. */
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65})
    void aSecretOfAnyLengthSigns(int bytes) throws Exception {
        orchestrator.answering(EVENTS, ACCEPTED);
        String secret = "ä".repeat(bytes / 2) + "x".repeat(bytes % 2);
        Path file = Files.writeString(directory.resolve("secret"), secret + "\n");

        script.with(Map.of("REFIT_DEPLOY_SECRET", "", "REFIT_DEPLOY_SECRET_FILE", file.toString()))
                .run(EMIT);

        Asked event = orchestrator.asked().getFirst();
        assertThat(event.header("x-hub-signature-256")).isEqualTo(signature(secret, event.body()));
    }

    @Test
    void whatIsTriedAgainIsTheSameDelivery() throws Exception {
        orchestrator.answering(
                EVENTS, new Reply(0, ""), new Reply(503, "{\"code\":\"DATABASE_UNAVAILABLE\"}"), ACCEPTED);

        Ended ended = script.run(EMIT);

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(orchestrator.asked()).hasSize(3);
        assertThat(orchestrator.asked())
                .extracting(each -> each.header("x-github-delivery"))
                .containsOnly("42-2-api-edge-production");
        assertThat(orchestrator.asked())
                .extracting(Asked::text)
                .containsOnly(orchestrator.asked().getFirst().text());
    }

    @Test
    void whoNeverAnswersIsGivenUp() throws Exception {
        orchestrator.answering(EVENTS, new Reply(503, ""));

        Ended ended = script.run(EMIT + " --attempts 3");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("(attempt 3, the last)");
        assertThat(orchestrator.asked()).hasSize(3);
    }

    @Test
    void aRefusedEventIsNotTriedAgain() throws Exception {
        orchestrator.answering(EVENTS, new Reply(401, "{\"code\":\"SIGNATURE_INVALID\",\"detail\":\"not ours\"}"));

        Ended ended = script.run(EMIT);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("401 SIGNATURE_INVALID: not ours");
        assertThat(orchestrator.asked()).hasSize(1);
    }

    @Test
    void aFileOfThisMachineCanBeOrdered() throws Exception {
        orchestrator.answering(EVENTS, ACCEPTED);
        Path folder = Files.createDirectory(directory.resolve("100% of ä"));
        Path file = Files.writeString(folder.resolve("refit.tar.gz"), "artifact");

        script.run("emit" + SERVICE + "--sha " + SHA, "--file", file.toString());

        Asked event = orchestrator.asked().getFirst();
        assertThat(Json.read(event.text(), Map.class).get("artifact"))
                .isEqualTo(Map.of(
                        "uri",
                        "file://" + file.toUri().normalize().toASCIIString().substring("file://".length()),
                        "sha256",
                        DigestUtils.sha256Hex("artifact"),
                        "size",
                        8));
    }

    @Test
    void noProgramThatTheScriptStartsGetsASecret() throws Exception {
        orchestrator
                .answering(EVENTS, ACCEPTED)
                .answering(ROLLBACKS, ACCEPTED)
                .answering(BACKUPS, new Reply(503, ""), new Reply(200, "[]"))
                .answering(DEPLOYMENT, new Reply(503, ""), new Reply(200, "{\"state\": \"LIVE\", \"final\": true}"));
        Path seen = Files.createDirectory(directory.resolve("seen"));
        Path spies = Files.createDirectory(directory.resolve("spies"));
        // It has the secrets; what is missing here the script could not call.
        Tools.put(spies, "bash");
        for (String tool : List.of(
                "basename",
                "cat",
                "curl",
                "dirname",
                "grep",
                "head",
                "jq",
                "mktemp",
                "od",
                "openssl",
                "rm",
                "sleep",
                "tr")) {
            String record =
                    "{ printf '%%s\\n' \"$@\"; '%s'; } >>'%s/%s'.$$".formatted(Tools.installed("env"), seen, tool);
            Tools.put(spies, tool, record, Tools.installed(tool));
        }
        DeployScript spied = script.with(Map.of("PATH", spies.toString()));

        assertThat(spied.run(EMIT).exit()).isZero();
        assertThat(spied.run("list" + SERVICE).exit()).isZero();
        assertThat(spied.run("restore" + SERVICE + "--reason slow").exit()).isZero();
        assertThat(spied.run("follow 7-a --interval 0").exit()).isZero();

        assertThat(orchestrator.asked().getFirst().header("x-hub-signature-256"))
                .isEqualTo(signature(
                        DeployScript.SECRET, orchestrator.asked().getFirst().body()));
        assertThat(orchestrator.asked().getLast().header("authorization")).isEqualTo("Bearer " + DeployScript.TOKEN);
        try (Stream<Path> calls = Files.list(seen)) {
            assertThat(calls)
                    .extracting(Files::readString)
                    .anyMatch(call -> call.contains("--data-binary"))
                    .anyMatch(call -> call.startsWith("dgst\n-sha256"))
                    .noneMatch(call -> call.contains(DeployScript.SECRET) || call.contains(DeployScript.TOKEN));
        }
    }

    @Test
    void aBackupIsRestored() throws Exception {
        orchestrator.answering(ROLLBACKS, new Reply(503, ""), ACCEPTED);
        String reason = "slow; $(rm -rf /) \"really\"";

        Ended ordered = script.run("restore" + SERVICE + "--code-only --reason", reason, "--", "code_20260127150000");

        assertThat(ordered.out()).as(ordered.err()).isEqualTo("deployment_id=7-a\n");
        assertThat(ordered.err()).contains("only the code is restored");
        Asked order = orchestrator.asked().get(1);
        assertThat(Json.read(order.text(), Object.class))
                .isEqualTo(Map.of(
                        "service", "api-edge",
                        "environment", "production",
                        "backup_id", "code_20260127150000",
                        "restore_dependencies", false,
                        "reason", reason));
        assertThat(order.header("authorization")).isEqualTo("Bearer " + DeployScript.TOKEN);
        assertThat(order.header("idempotency-key"))
                .isNotBlank()
                .isEqualTo(orchestrator.asked().getFirst().header("idempotency-key"));
    }

    @Test
    void withoutABackupTheOrchestratorChooses() throws Exception {
        orchestrator.answering(ROLLBACKS, ACCEPTED);

        script.run("restore" + SERVICE + "--reason slow");

        assertThat(Json.read(orchestrator.asked().getFirst().text(), Object.class))
                .isEqualTo(Map.of(
                        "service", "api-edge",
                        "environment", "production",
                        "restore_dependencies", true,
                        "reason", "slow"));
    }

    @Test
    void backupsAreListed() throws Exception {
        orchestrator.answering(BACKUPS, new Reply(200, """
                        [{"id": "20260127150000", "created_at": "2026-01-27T15:00:00Z", "release": "r2", "sha": "%1$s",
                          "code": "code_20260127150000", "dependencies": "wheel_20260127150000", "successful": true, "current": true},
                         {"id": "20260126150000", "created_at": "2026-01-26T15:00:00Z", "release": "r1", "sha": "%1$s",
                          "code": "code_20260126150000", "dependencies": "wheel_20260126150000", "successful": false, "current": false}]
                        """.formatted(SHA)));

        Ended ended = script.run("list" + SERVICE);

        assertThat(ended.out()).as(ended.err()).isEqualTo("""
                           BACKUP          TAKEN                 CODE                 DEPENDENCIES          RELEASE
                        *  20260127150000  2026-01-27T15:00:00Z  code_20260127150000  wheel_20260127150000  r2
                           20260126150000  2026-01-26T15:00:00Z  code_20260126150000  wheel_20260126150000  r1       never went live
                        """);
    }

    @Test
    void aMissingToolIsNamed() throws Exception {
        Path few = Files.createDirectory(directory.resolve("few"));
        Tools.put(few, "bash", "mktemp", "rm", "curl", "openssl");

        Ended ended = script.with(Map.of("PATH", few.toString())).run("list --service a --environment b");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo("deploy: missing on this machine: jq\n");
    }

    @Test
    void aTokenGoesOverNoPlainConnectionToElsewhere() throws Exception {
        Ended ended = script.with(Map.of("REFIT_DEPLOY_URL", "http://orchestrator.example"))
                .run("list --service a --environment b");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("expected: https://");
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        Programs.assumeInstalled("shellcheck");
        Process check = new ProcessBuilder("shellcheck", DeployScript.FILE.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
    }

    private static String signature(String secret, byte[] body) {
        return "sha256=" + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret.getBytes(UTF_8)).hmacHex(body);
    }
}
