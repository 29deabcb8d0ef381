package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.JournalEntry.LogLine;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.doubles.DoubleRelease;
import ai.refit.deploy.doubles.Patiently;
import ai.refit.deploy.doubles.Programs;
import ai.refit.deploy.doubles.TestCaddy;
import ai.refit.deploy.doubles.TestPm2;
import ai.refit.deploy.http.LoopbackServer;
import ai.refit.deploy.http.LoopbackServer.Asked;
import ai.refit.deploy.http.LoopbackServer.Reply;
import ai.refit.deploy.lifecycle.DeploymentState.Failed;
import ai.refit.deploy.lifecycle.DeploymentState.Live;
import ai.refit.deploy.lifecycle.DeploymentState.RolledBack;
import ai.refit.deploy.release.Backup;
import ai.refit.deploy.release.BackupKind;
import ai.refit.deploy.release.ReleaseFacts;
import ai.refit.deploy.run.TestHost.Packing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What users do to go back, on what they have: a wheel in a virtualenv, kept by PM2 on one port behind Caddy, and
 * Discord. One host lives through all of it, as theirs does: version 1 needs version 1.0 of its dependency, 2 needs 2.0,
 * 3 needs 3.0 and serves at first.
 */
@Isolated("when an orchestrator in this JVM stops, the HTTP servers of others do too")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
final class ScenariosIT {

    private static final String RULES = """
                health: { path: /api/ai/health, minimum-healthy: 500ms, deadline: 30s, tries: 3, rollback-tries: 4 }
                smoke:
                  - { method: POST, path: /api/ai/recommendations, body: '{"user_id":"test","interest":"backend"}', json-field: status }
                notify: { discord: "%s" }
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private TestCaddy caddy;
    private TestPm2 pm2;
    private LoopbackServer discord;
    private TestHost host;
    private TestDatabase database;
    private TestOrchestrator orchestrator;

    /** Of versions 1 and 2. */
    private String first;

    private String second;

    @BeforeAll
    void threeVersionsWereDeployed(@TempDir Path directory) {
        Programs.assumeInstalled("pm2", "caddy", "python3");
        caddy = new TestCaddy(directory.resolve("caddy"));
        pm2 = new TestPm2(directory.resolve("pm2"));
        discord = new LoopbackServer(_ -> Reply.of(204, ""));
        host = new TestHost(directory, Packing.WHEEL, 1, RULES.formatted(discord.address()))
                .keptBy(pm2)
                .behind(caddy);
        database = TestDatabase.create();
        orchestrator = TestOrchestrator.start(database, host.services());
        live("1", "1.0");
        live("2", "2.0");
        live("3", "3.0");
        second = backups().getFirst().id();
        first = backups().getLast().id();
    }

    @AfterAll
    void endAll() {
        if (orchestrator != null) {
            orchestrator.close();
        }
        if (host != null) {
            host.close();
            discord.close();
            caddy.close();
        }
    }

    @Test
    void scenario1TheNewestTenBackupsAreListedCodeAndDependenciesPaired() {
        assertThat(host.names("backups/double"))
                .containsExactly("code_" + first, "code_" + second, "wheel_" + first, "wheel_" + second);
        ReleaseFacts one = backups().getLast().release();
        assertThat(one.sha()).isEqualTo(host.build("1", Behaviour.healthy()).commit());
        assertThat(host.names("layers/code/" + one.code())).contains("double_service-1-py3-none-any.whl");
        assertThat(host.names("layers/dependencies/" + one.dependencies())).contains("greeting-1.0-py3-none-any.whl");
        for (int hours = 1; hours <= 10; hours++) {
            Instant then = Instant.now().minus(hours, ChronoUnit.HOURS);
            var _ = target().backups().take(one.id(), true, BackupKind.ROLLOUT, UUID.randomUUID(), then);
        }

        JsonNode listed = JSON.readTree(
                get("http://127.0.0.1:" + orchestrator.port() + "/api/deploy/backups?service=double&environment=test"));

        assertThat(listed.findValuesAsString("id"))
                .hasSize(10)
                .startsWith(second, first)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(listed).allSatisfy(backup -> {
            assertThat(backup.path("code").asString())
                    .isEqualTo("code_" + backup.path("id").asString());
            assertThat(backup.path("dependencies").asString())
                    .isEqualTo("wheel_" + backup.path("id").asString());
        });
    }

    @Test
    void scenario2ARestoreWithoutAnIdBringsThePreviousCodeAndDependenciesBack() {
        String left = serving();

        Deployment back = restored(host.restore(null));

        serves("2", "2.0");
        String safety = safetyBackup(back, left);
        assertThat(host.names("backups/double"))
                .as("it is dropped again")
                .doesNotContain("code_" + safety, "wheel_" + safety)
                .contains("code_" + second, "wheel_" + second);
        assertThat(told(back)).contains("✅ 복원 성공 · ROLLED_BACK · double/test", serving(), left);
    }

    @Test
    void scenario3ARestoreOfANamedBackupBringsExactlyThatOneBack() {
        Deployment back = restored(host.restore("code_" + first));

        serves("1", "1.0");
        assertThat(facts().restoredFrom()).isEqualTo(first);
        assertThat(told(back)).contains("✅ 복원 성공");
    }

    @Test
    void scenario4ARestoreOfCodeOnlyLeavesTheDependenciesAndWarns() {
        String dependencies = facts().dependencies();

        Deployment back = restored(new Order.Restore(TestHost.SERVICE, TestHost.ENVIRONMENT, "wheel_" + second, false));

        serves("2", "1.0");
        assertThat(facts().dependencies()).isEqualTo(dependencies);
        assertThat(lines(back)).anyMatch(line -> line.startsWith("warning: only the code"));
        assertThat(told(back)).contains("✅ 복원 성공", "only the code was restored");
    }

    @Test
    void scenario5aARestoreOfWhatIsNotThereOrCannotBeReadTouchesNothing() throws IOException {
        Path manifest = host.base().resolve("backups/double/wheel_" + first + "/manifest.json");
        byte[] content = Files.readAllBytes(manifest);
        Files.writeString(manifest, "{\"id\":");
        int starts = host.effects().starts().size();

        Deployment unreadable = runs(host.restore(first));
        Deployment unknown = runs(host.restore("20200101000000"));

        assertThat(cause(unreadable)).startsWith("UNREADABLE_BACKUP");
        assertThat(cause(unknown)).startsWith("BACKUP_NOT_FOUND");
        assertThat(host.effects().starts()).hasSize(starts);
        serves("2", "1.0");
        assertThat(told(unreadable)).contains("❌ 복원 실패 · FAILED", "UNREADABLE_BACKUP");
        Files.write(manifest, content);
    }

    @Test
    void scenario5bAVersionThatDoesNotStartGivesItsPlaceBackToWhatServed() throws IOException {
        String before = serving();
        String broken = backupThatDoesNotStart();

        Deployment failed = runs(host.restore(broken));

        assertThat(failed.state()).as(database.story(failed.id())).isInstanceOf(Failed.class);
        serves("2", "1.0");
        assertThat(serving()).isEqualTo(before);
        assertThat(database.states(failed.id())).contains("ROLLING_BACK", "VERIFYING_ROLLBACK");
        assertThat(lines(failed))
                .as("what it said last")
                .anyMatch(line -> line.contains("ModuleNotFoundError: No module named 'fastapi'"));
        assertThat(told(failed)).contains("❌ 복원 실패 · FAILED");
    }

    @Test
    void scenario5cWhenThatFailsTooPeopleAreToldAllTheyNeed() throws IOException {
        String before = serving();
        String broken = backupThatDoesNotStart();
        Files.delete(host.base().resolve("releases").resolve(before).resolve("venv/bin/double-service"));
        String dependencies = facts().dependencies();

        UUID id = database.order(host.restore(broken));
        database.awaitState(id, "RESTARTING");
        FileSystemUtils.deleteRecursively(
                host.base().resolve("layers/dependencies").resolve(dependencies));
        Deployment stuck = database.awaitRest(id);

        assertThat(stuck.state().title()).as(database.story(id)).isEqualTo("MANUAL_INTERVENTION");
        String safety = safetyBackup(stuck, before);
        assertThat(host.names("backups/double")).contains("code_" + safety, "wheel_" + safety);
        assertThat(told(stuck))
                .contains("🚨 복원 실패, 롤백 실패, 수동 조치 필요", "way back: DAMAGED", dependencies + ": is missing")
                .contains(host.base() + "/releases/" + before, "code_" + safety, "wheel_" + safety)
                .contains(host.base() + "/logs", "PM2_HOME=" + pm2.home() + " pm2 ls", "ss -ltnp", caddy.admin());
    }

    private void live(String version, String dependency) {
        host.needs(dependency);
        Deployment deployment = runs(host.order(version, Behaviour.healthy()));
        assertThat(deployment.state()).as(database.story(deployment.id())).isInstanceOf(Live.class);
        serves(version, dependency);
        assertThat(told(deployment)).contains("✅ 배포 성공 · LIVE");
    }

    private Deployment restored(Order.Restore order) {
        Deployment deployment = runs(order);
        assertThat(deployment.state()).as(database.story(deployment.id())).isInstanceOf(RolledBack.class);
        return deployment;
    }

    private Deployment runs(Order order) {
        return database.awaitRest(database.order(order));
    }

    /** By what the process itself says, by PM2 and through Caddy. */
    private void serves(String version, String dependency) {
        int port = host.ports().getFirst();
        assertThat(host.version(port)).isEqualTo(version);
        assertThat(host.dependency(port)).isEqualTo(dependency);
        assertThat(host.release(port)).isEqualTo(serving());
        assertThat(pm2.online("double-test-" + port))
                .as("PM2 says online")
                .singleElement()
                .isEqualTo(host.processes().getFirst().pid());
        assertThat(get("http://" + caddy.listen() + "/api/ai/health")).contains(serving());
    }

    /** The body of an answer 200. */
    private static String get(String url) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String serving() {
        return database.serving(TestHost.SERVICE, TestHost.ENVIRONMENT).release();
    }

    private ReleaseFacts facts() {
        return target().releases().find(serving()).orElseThrow().facts();
    }

    private Target target() {
        return orchestrator
                .bean(Targets.class)
                .find(TestHost.SERVICE + "/" + TestHost.ENVIRONMENT)
                .orElseThrow();
    }

    private List<Backup> backups() {
        return target().backups().list();
    }

    private List<String> lines(Deployment deployment) {
        return database.journal(deployment.id()).stream()
                .filter(LogLine.class::isInstance)
                .map(entry -> ((LogLine) entry).line())
                .toList();
    }

    /** The id of the backup that was taken of what it found serving. */
    private String safetyBackup(Deployment deployment, String release) {
        String ending = " holds " + release;
        return lines(deployment).stream()
                .filter(line -> line.startsWith("backup ") && line.endsWith(ending))
                .map(line -> line.substring("backup ".length(), line.length() - ending.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(database.story(deployment.id())));
    }

    private String cause(Deployment deployment) {
        return deployment.state() instanceof Failed failed
                ? failed.cause().code() + ": " + failed.cause().detail()
                : database.story(deployment.id());
    }

    /** What Discord got of it, in all. */
    private String told(Deployment deployment) {
        database.await(
                "to be told", deployment.id(), () -> !messages(deployment).isEmpty());
        assertThat(messages(deployment)).hasSize(1);
        return String.join("\n", messages(deployment));
    }

    private Set<String> messages(Deployment deployment) {
        return discord.asked().stream()
                .map(Asked::body)
                .filter(body -> body.contains(deployment.id().toString()))
                .collect(Collectors.toSet());
    }

    /** A backup of a version that once ran and does not start any more, on the dependencies of version 2. */
    private String backupThatDoesNotStart() throws IOException {
        DoubleRelease built = host.build("9", Behaviour.exitsAtOnce());
        ReleaseFacts two = target().backups().find(second).orElseThrow().release();
        String id = "20260101000000-" + built.commit().substring(0, 12);
        Instant then = Instant.now().minus(2, ChronoUnit.HOURS);
        var facts = new ReleaseFacts(
                id,
                built.commit(),
                "main",
                "run-9",
                target().layers()
                        .addCode(built.file(), built.file().getFileName().toString()),
                two.dependencies(),
                built.sha256(),
                built.size(),
                then,
                null,
                null);
        target().releases().build(facts, Patiently.aMinute());
        return target().backups()
                .take(id, true, BackupKind.ROLLOUT, UUID.randomUUID(), then)
                .id();
    }
}
