package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.artifact.ArtifactReference;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore.Mark;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.doubles.Effects.Effect;
import ai.refit.deploy.lifecycle.DeploymentState.Aborted;
import ai.refit.deploy.lifecycle.DeploymentState.Failed;
import ai.refit.deploy.lifecycle.DeploymentState.Live;
import ai.refit.deploy.lifecycle.DeploymentState.NoTarget;
import ai.refit.deploy.lifecycle.DeploymentState.RolledBack;
import ai.refit.deploy.lifecycle.DeploymentState.Superseded;
import ai.refit.deploy.run.TestHost.Packing;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Whole deployments of real processes, without a proxy: each release serves at its own port. */
final class RolloutIT {

    private static final String QUICK = """
                health: { path: /api/ai/health, minimum-healthy: 300ms, deadline: 20s, tries: 2, rollback-tries: 3 }
                smoke:
                  - { method: POST, path: /api/ai/recommendations, body: '{"user_id":"test","interest":"backend"}', json-field: status }
                drain: 500ms
            """;

    @TempDir
    private Path directory;

    private TestHost host;
    private TestDatabase database;
    private TestOrchestrator orchestrator;

    @AfterEach
    void stop() {
        orchestrator.close();
        host.close();
    }

    private void start(int ports, String more) {
        host = new TestHost(directory, Packing.JAR, ports, QUICK + more);
        database = TestDatabase.create();
        orchestrator = TestOrchestrator.start(database, host.services());
    }

    @Test
    void releasesTakeTurnsOnTwoPortsAndARestoreBringsTheOneBeforeBack() {
        start(2, "");
        live("1");
        live("2");
        assertThat(host.processes()).as("only the new process is left").hasSize(1);

        Deployment back = runs(host.restore(null));

        assertThat(back.state()).as(story(back)).isInstanceOf(RolledBack.class);
        assertThat(serves()).isEqualTo("1");
        assertThat(host.names("backups/double")).as("the safety backup is gone").hasSize(2);
        assertThat(host.names("").contains("current")).isTrue();
        assertThat(database.notices(back.id())).isOne();
        assertThat(database.states(back.id()))
                .containsExactly(
                        "QUEUED",
                        "BACKING_UP",
                        "INSTALLING",
                        "STARTING",
                        "VERIFYING",
                        "SMOKE_TESTING",
                        "SWITCHING",
                        "BAKING",
                        "CHECKING_SLO",
                        "CONCLUDING",
                        "ROLLED_BACK",
                        "ROLLED_BACK");
    }

    @Test
    void aReleaseThatDoesNotProveItselfChangesNothing() {
        start(2, "");
        live("1");

        failed("2", Behaviour.exitsAtOnce(), "UNHEALTHY", "ended");
        failed("3", Behaviour.unhealthy(), "UNHEALTHY", "status 500");
        failed("4", Behaviour.namesWrongRelease(), "UNHEALTHY", "answers release");
        failed("5", Behaviour.failsRecommendations(), "SMOKE_FAILED", "500");

        assertThat(serves()).isEqualTo("1");
        assertThat(host.processes()).hasSize(1);
        assertThat(host.names("releases")).hasSize(1);
        assertThat(host.names("backups/double")).isEmpty();
        assertThat(host.effects().starts().stream()
                        .filter(start -> start.port()
                                == database.serving("double", "test").port()))
                .as("the one that serves was never touched")
                .hasSize(1);
    }

    @Test
    void hooksRunBeforeAStartOnceAReleaseIsLiveAndBeforeAWayBackAndTheFirstMayRefuse() throws IOException {
        Path heard = directory.resolve("heard");
        Path forbidden = directory.resolve("forbidden");
        String says =
                "[\"/bin/sh\", \"-c\", \"test ! -e " + forbidden + " && echo %s {port} {release} >> " + heard + "\"]";
        start(2, """
                    bake: 1s
                    hooks: { before-start: %s, after-live: %s, before-rollback: %s }
                """.formatted(says.formatted("starts"), says.formatted("lives"), says.formatted("back")));
        live("1");
        var one = database.serving("double", "test");
        UUID second = database.order(host.order("2", Behaviour.healthy()));
        database.awaitState(second, "BAKING");
        var two = database.serving("double", "test");
        host.kill(two.release());
        assertThat(database.awaitRest(second).state()).isInstanceOf(RolledBack.class);

        Files.createFile(forbidden);
        failed("3", Behaviour.healthy(), "HOOK_FAILED", "before-start");

        assertThat(Files.readAllLines(heard))
                .containsExactly(
                        "starts " + one.port() + " " + one.release(),
                        "lives " + one.port() + " " + one.release(),
                        "starts " + two.port() + " " + two.release(),
                        "back " + one.port() + " " + one.release());
        assertThat(serves()).isEqualTo("1");
    }

    @Test
    void aTamperedArtifactNeverReachesAReleaseDirectory() throws IOException {
        start(2, "");
        Order.Deploy order = host.order("1", Behaviour.healthy());
        Path file = Path.of(order.artifact().uri());
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        Deployment tampered = runs(order);

        assertThat(cause(tampered)).startsWith("DIGEST_MISMATCH");
        assertThat(host.names("releases")).isEmpty();
        assertThat(host.names("layers/code")).isEmpty();
        assertThat(host.names("staging")).isEmpty();
    }

    @Test
    void aReleaseThatDiesUnderTrafficIsRolledBackToTheOneBefore() {
        start(2, "    bake: 20s\n");
        UUID first = database.order(host.order("1", Behaviour.healthy()));
        database.awaitState(first, "BAKING");
        assertThat(serves()).isEqualTo("1");
        database.mark(first, Mark.ABORT);
        assertThat(database.awaitRest(first).state())
                .as("nothing to go back to")
                .isInstanceOf(NoTarget.class);
        assertThat(serves()).as("it is left serving").isEqualTo("1");

        UUID second = database.order(host.order("2", Behaviour.healthy()));
        database.awaitState(second, "BAKING");
        host.kill(database.serving("double", "test").release());

        Deployment dying = database.awaitRest(second);
        assertThat(dying.state()).as(story(dying)).isInstanceOf(RolledBack.class);
        assertThat(serves()).isEqualTo("1");
        assertThat(host.effects().starts())
                .as("the warm release was not restarted")
                .hasSize(2);
    }

    @Test
    void onOnePortAReleaseTakesTheOthersPlaceAndGivesItBackWhenItFails() {
        start(1, "");
        live("1");
        live("2");

        Deployment broken = runs(host.order("3", Behaviour.unhealthy()));

        assertThat(broken.state()).as(story(broken)).isInstanceOf(RolledBack.class);
        assertThat(serves()).isEqualTo("2");
        assertThat(host.processes()).hasSize(1);
        assertThat(host.effects().starts().stream().map(Effect::release).distinct())
                .hasSize(3);
        assertThat(database.states(broken.id()))
                .containsSubsequence("RESTARTING", "ROLLING_BACK", "VERIFYING_ROLLBACK", "ROLLED_BACK");
    }

    @Test
    void whenTheWayBackFailsTheReleaseIsMadeAgainFromItsBackup() throws IOException {
        start(1, "");
        live("1");
        // What the release needs to start is gone; its layers are not.
        Path release = host.base()
                .resolve("releases")
                .resolve(database.serving("double", "test").release());
        Files.delete(release.resolve("libs/greeting.jar"));

        Deployment broken = runs(host.order("2", Behaviour.unhealthy()));

        assertThat(broken.state()).as(story(broken)).isInstanceOf(RolledBack.class);
        assertThat(serves()).isEqualTo("1");
        assertThat(database.serving("double", "test").release())
                .isNotEqualTo(release.getFileName().toString());
    }

    @Test
    void whenNothingComesBackPeopleAreToldWhatTheyNeed() throws IOException {
        start(1, "    deadlines: { rollback: 15s }\n");
        live("1");
        String before = database.serving("double", "test").release();
        Files.delete(host.base().resolve("releases").resolve(before).resolve("libs/greeting.jar"));
        UUID id = database.order(host.order("2", Behaviour.unhealthy()));
        database.awaitState(id, "RESTARTING");
        for (String layer : host.names("layers/dependencies")) {
            FileSystemUtils.deleteRecursively(
                    host.base().resolve("layers/dependencies").resolve(layer));
        }

        Deployment stuck = database.awaitRest(id);

        assertThat(stuck.state().title()).as(story(stuck)).isEqualTo("MANUAL_INTERVENTION");
        assertThat(database.notice(id)).contains("MANUAL_INTERVENTION", before, "/backups/double/code_", "/logs");
    }

    @Test
    void aForeignListenerIsLeftAloneAndNothingIsTouched() throws IOException {
        start(1, "");
        var stranger = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), host.ports().getFirst()),
                0);
        stranger.start();
        try {
            Deployment refused = runs(host.order("1", Behaviour.healthy()));

            assertThat(cause(refused)).startsWith("PORT_TAKEN");
            assertThat(host.names("releases")).isEmpty();
        } finally {
            stranger.stop(0);
        }
    }

    @Test
    void newerArtifactsSupersedeWaitingOnesAndAnAbortTakesEverythingBack() {
        start(2, "    approval: true\n");
        UUID older = database.order(host.order("1", Behaviour.healthy()));
        database.awaitState(older, "AWAITING_APPROVAL");
        UUID newer = database.order(host.order("2", Behaviour.bootsIn(Duration.ofSeconds(30))));

        assertThat(database.awaitRest(older).state()).isEqualTo(new Superseded(newer));
        database.awaitState(newer, "AWAITING_APPROVAL");
        database.mark(newer, Mark.APPROVE);
        database.awaitState(newer, "VERIFYING");
        database.mark(newer, Mark.ABORT);

        assertThat(database.awaitRest(newer).state()).isInstanceOf(Aborted.class);
        assertThat(host.processes()).isEmpty();
        assertThat(host.names("releases")).isEmpty();
    }

    @Test
    void aPausedDeploymentWaitsAndAFreezeHoldsDeploymentsButNoRestores() {
        start(2, """
                    freeze: { once: [{ from: "2020-01-01T00:00:00Z", to: "2099-01-01T00:00:00Z", reason: year end }] }
                """);
        UUID frozen = database.order(host.order("1", Behaviour.bootsIn(Duration.ofSeconds(1))));
        database.await(
                "to be looked at", frozen, () -> database.deployment(frozen).fence() > 0);
        assertThat(database.deployment(frozen).state().title()).isEqualTo("QUEUED");
        database.mark(frozen, Mark.APPROVE);
        database.awaitState(frozen, "VERIFYING");
        database.mark(frozen, Mark.PAUSE);
        database.awaitState(frozen, "SMOKE_TESTING");
        long fence = database.deployment(frozen).fence();
        database.mark(frozen, Mark.RESUME);
        assertThat(database.awaitRest(frozen).state()).isInstanceOf(Live.class);
        assertThat(database.deployment(frozen).fence())
                .as("it was let go and claimed again")
                .isGreaterThan(fence);

        assertThat(runs(host.restore(null)).state())
                .as("there is no other backup")
                .isInstanceOf(NoTarget.class);
    }

    @Test
    void aRestoreOfWhatCannotBeReadOrUndoneTouchesNothing() throws IOException {
        start(2, "");
        live("1");
        live("2");
        live("3");
        String serving = database.serving("double", "test").release();
        String oldest = host.names("backups/double").getFirst().substring("code_".length());
        Files.writeString(host.base().resolve("backups/double/code_" + oldest + "/manifest.json"), "garbage");
        Files.writeString(host.base().resolve("backups/double/code_99999999999999"), "no directory");

        Deployment unreadable = runs(host.restore(oldest));
        assertThat(cause(unreadable)).startsWith("UNREADABLE_BACKUP");
        assertThat(database.serving("double", "test").release()).isEqualTo(serving);

        assertThat(runs(host.restore(null)).state())
                .as("a poisoned inventory hides nothing")
                .isInstanceOf(RolledBack.class);
        assertThat(serves()).isEqualTo("2");

        Order.Deploy last = host.order("4", Behaviour.healthy());
        assertThat(runs(new Order.Deploy(
                                last.service(),
                                last.environment(),
                                last.sha(),
                                last.runId(),
                                null,
                                last.artifact(),
                                "drops a column"))
                        .state())
                .isInstanceOf(Live.class);
        Deployment irreversible = runs(host.restore(null));
        assertThat(cause(irreversible)).startsWith("IRREVERSIBLE").contains("drops a column");
    }

    @Test
    void anArtifactThatIsNotThereFails() {
        start(2, "");
        Order.Deploy order = host.order("1", Behaviour.healthy());
        var missing = new ArtifactReference(
                order.artifact().uri().resolve("missing.tar.gz"),
                order.artifact().sha256(),
                order.artifact().size());

        Deployment failed = runs(new Order.Deploy(
                order.service(), order.environment(), order.sha(), order.runId(), null, missing, null));

        assertThat(cause(failed)).startsWith("NOT_FOUND");
    }

    private Deployment runs(Order order) {
        return database.awaitRest(database.order(order));
    }

    private void live(String version) {
        Deployment deployment = runs(host.order(version, Behaviour.healthy()));
        assertThat(deployment.state()).as(story(deployment)).isInstanceOf(Live.class);
        assertThat(serves()).isEqualTo(version);
    }

    private void failed(String version, Behaviour behaviour, String code, String detail) {
        Deployment deployment = runs(host.order(version, behaviour));
        assertThat(deployment.state()).as(story(deployment)).isInstanceOf(Failed.class);
        assertThat(cause(deployment)).startsWith(code).contains(detail);
        assertThat(database.notices(deployment.id())).isOne();
    }

    private String serves() {
        return host.version(database.serving("double", "test").port());
    }

    private String cause(Deployment deployment) {
        return deployment.state() instanceof Failed failed
                ? failed.cause().code() + ": " + failed.cause().detail()
                : deployment.state() + "\n" + database.story(deployment.id());
    }

    private String story(Deployment deployment) {
        return database.story(deployment.id());
    }
}
