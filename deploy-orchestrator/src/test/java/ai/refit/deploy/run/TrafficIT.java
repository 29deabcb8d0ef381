package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore.Mark;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.doubles.Load;
import ai.refit.deploy.doubles.Load.Report;
import ai.refit.deploy.doubles.Programs;
import ai.refit.deploy.doubles.TestCaddy;
import ai.refit.deploy.doubles.TestPm2;
import ai.refit.deploy.lifecycle.DeploymentState.Aborted;
import ai.refit.deploy.lifecycle.DeploymentState.Live;
import ai.refit.deploy.run.TestHost.Packing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients behind Caddy see of deployments and of the way back, at a hundred requests a second; beside it what they
 * saw of the old scripts. The figures are printed; that nothing is lost is asserted.
 */
final class TrafficIT {

    private static final String RULES = """
                health: { path: /api/ai/health, minimum-healthy: 500ms, deadline: 20s, tries: 3, rollback-tries: 3 }
                smoke:
                  - { method: POST, path: /api/ai/recommendations, body: '{"user_id":"test","interest":"backend"}', json-field: status }
                bake: 3s
                drain: 500ms
            """;

    private static final int PER_SECOND = 100;
    private static final List<String> FIGURES = new ArrayList<>();

    @TempDir
    private Path directory;

    private TestCaddy caddy;
    private TestHost host;
    private TestDatabase database;
    private TestOrchestrator orchestrator;

    @BeforeEach
    void startCaddy() {
        Programs.assumeInstalled("caddy", "python3");
        caddy = new TestCaddy(directory.resolve("caddy"));
    }

    @AfterEach
    void stop() {
        if (orchestrator != null) {
            orchestrator.close();
            host.close();
        }
        if (caddy != null) {
            caddy.close();
        }
    }

    @AfterAll
    static void printFigures() {
        if (!FIGURES.isEmpty()) {
            System.out.println("""

                    | at %d requests/s through Caddy | lost | of | p99 | slowest | longest gap | old release answers again after |
                    |---|---|---|---|---|---|---|
                    %s
                    """.formatted(PER_SECOND, String.join("\n", FIGURES)));
        }
    }

    @Test
    void blueGreenAndItsWayBackLoseNoRequest() {
        start(2);
        live("1");
        deploysUnderLoad("blue/green", "2");
        goesBackUnderLoad("blue/green, back to the warm slot", "3", "2");
    }

    @Test
    @Tag("full")
    void aRestartWithHoldAndItsWayBackLoseNoRequest() {
        start(1);
        live("1");
        deploysUnderLoad("restart with hold", "2");
        goesBackUnderLoad("restart with hold, back to the stopped release", "3", "2");
    }

    @RepeatedTest(5)
    @Tag("full")
    void manyInARowLoseNoRequest() {
        start(2);
        live("1");
        for (int version = 2; version < 6; version++) {
            deploysUnderLoad("blue/green", Integer.toString(version));
        }
    }

    @RepeatedTest(5)
    @Tag("full")
    void manyRestartsInARowLoseNoRequest() {
        start(1);
        live("1");
        for (int version = 2; version < 6; version++) {
            deploysUnderLoad("restart with hold", Integer.toString(version));
        }
    }

    /** Delete, start, reload, as the scripts had it: the port is shut meanwhile, and Caddy says so to everyone. */
    @Test
    @Tag("full")
    void theOldScriptsLostWhatCameMeanwhile() {
        Programs.assumeInstalled("pm2");
        try (var pm2 = new TestPm2(directory.resolve("pm2"))) {
            var scripts = new OldScripts(directory.resolve("old"), pm2, caddy);
            scripts.deploy("1");
            await("version 1", () -> scripts.serves("1"));
            Report report;
            try (var load = Load.at("http://" + caddy.listen(), PER_SECOND)) {
                await("requests", () -> load.sent() > PER_SECOND);
                scripts.deploy("2");
                await("version 2", () -> scripts.serves("2"));
                int sent = load.sent();
                await("requests", () -> load.sent() > sent + PER_SECOND);
                load.close();
                report = load.report();
            }
            print("old scripts: pm2 delete, pm2 start, caddy reload", report, "");
            assertThat(report.lost()).isPositive();
        }
    }

    private void start(int ports) {
        host = new TestHost(directory, Packing.ARCHIVE, ports, RULES).behind(caddy);
        database = TestDatabase.create();
        orchestrator = TestOrchestrator.start(database, host.services());
    }

    private void live(String version) {
        Deployment deployment = database.awaitRest(database.order(host.order(version, Behaviour.healthy())));
        assertThat(deployment.state()).as(database.story(deployment.id())).isInstanceOf(Live.class);
    }

    private void deploysUnderLoad(String what, String version) {
        String before = serving();
        Report report;
        try (var load = Load.at("http://" + caddy.listen(), PER_SECOND)) {
            await("requests", () -> load.sent() > PER_SECOND);
            live(version);
            int sent = load.sent();
            await("requests", () -> load.sent() > sent + PER_SECOND / 2);
            load.close();
            report = load.report();
        }
        print(what, report, "");
        assertThat(report.faults()).as(report.toString()).isEmpty();
        assertThat(report.lost()).isZero();
        assertThat(report.releases()).containsOnlyKeys(before, serving());
    }

    /** An operator calls it off while the new release already has the traffic. */
    private void goesBackUnderLoad(String what, String version, String old) {
        String before = serving();
        Report report;
        Duration away;
        try (var load = Load.at("http://" + caddy.listen(), PER_SECOND)) {
            UUID id = database.order(host.order(version, Behaviour.healthy()));
            database.awaitState(id, "BAKING");
            assertThat(front()).isEqualTo(version);
            Instant called = Instant.now();
            assertThat(database.mark(id, Mark.ABORT)).isTrue();
            database.await("to be back", id, () -> front().equals(old));
            away = Duration.between(called, Instant.now());
            assertThat(database.awaitRest(id).state()).as(database.story(id)).isInstanceOf(Aborted.class);
            load.close();
            report = load.report();
        }
        print(what, report, away.toMillis() + " ms");
        assertThat(serving()).isEqualTo(before);
        assertThat(report.faults()).as(report.toString()).isEmpty();
        assertThat(report.lost()).isZero();
    }

    /** The version that answers behind Caddy. */
    private String front() {
        return host.version(Integer.parseInt(caddy.listen().split(":")[1]));
    }

    private String serving() {
        return database.serving(TestHost.SERVICE, TestHost.ENVIRONMENT).release();
    }

    private static void print(String what, Report report, String away) {
        FIGURES.add("| %s | %d | %d | %d ms | %d ms | %d ms | %s |"
                .formatted(
                        what,
                        report.lost(),
                        report.sent(),
                        report.p99().toMillis(),
                        report.slowest().toMillis(),
                        report.longestGap().toMillis(),
                        away));
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited in vain for " + what).isBefore(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
