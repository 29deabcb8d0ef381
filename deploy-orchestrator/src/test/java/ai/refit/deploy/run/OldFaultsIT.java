package ai.refit.deploy.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.doubles.Effects.Effect;
import ai.refit.deploy.doubles.Programs;
import ai.refit.deploy.doubles.TestPm2;
import ai.refit.deploy.lifecycle.DeploymentState.Failed;
import ai.refit.deploy.lifecycle.DeploymentState.Live;
import ai.refit.deploy.lifecycle.DeploymentState.RolledBack;
import ai.refit.deploy.lifecycle.DeploymentState.Superseded;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.release.Backup;
import ai.refit.deploy.run.TestHost.Packing;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the scripts on the host got wrong before there was an orchestrator, each in the number it had. */
final class OldFaultsIT {

    private static final String RULES = """
                health: { path: /api/ai/health, minimum-healthy: 300ms, deadline: 20s, tries: 3, rollback-tries: 3 }
                smoke:
                  - { method: POST, path: /api/ai/recommendations, body: '{"user_id":"test","interest":"backend"}', json-field: status }
                drain: 200ms
            """;

    /** What a shell would make much of. */
    private static final String NASTY = "a'b\"c; touch %1$s; $(touch %1$s) `touch %1$s` && touch %1$s | $HOME \\";

    @TempDir
    private Path directory;

    private TestHost host;
    private TestPm2 pm2;
    private TestDatabase database;
    private AutoCloseable orchestrator = () -> {};

    @AfterEach
    void stop() throws Exception {
        orchestrator.close();
        if (host != null) {
            host.close();
        }
    }

    @Test
    void fault1AnOldProcessThatKeepsThePortIsNeverTakenForTheNewRelease() {
        Target target = start(host(Packing.JAR, 2, RULES));
        live("1");
        // As a deployment that died leaves it: no manager knows of it, and it answers.
        int free = freePort();
        var release = target.releases().find(serving()).orElseThrow();
        target.processes().start(target.commandLine(release).launch(free));
        database.await("an orphan", new UUID(0, 0), () -> host.version(free).equals("1"));

        live("2");

        assertThat(servingPort()).isEqualTo(free);
        assertThat(host.version(free)).isEqualTo("2");
        assertThat(host.processes()).hasSize(1);
    }

    @Test
    void fault1SomebodyElsesGoodAnswerProvesNothing() throws IOException {
        start(host(Packing.JAR, 2, RULES));
        live("1");
        UUID id = database.order(host.order("2", Behaviour.neverListens()));
        database.awaitState(id, "VERIFYING");
        var candidate = host.processes().stream()
                .filter(process -> !process.marks().containsValue(serving()))
                .findFirst()
                .orElseThrow();
        int port = freePort();
        String release = candidate.marks().get(ProcessTable.RELEASE);
        var stranger = listenAt(port, "{\"status\": \"ok\", \"release\": \"" + release + "\"}");
        try {
            Deployment deployment = database.awaitRest(id);

            assertThat(cause(deployment))
                    .startsWith("UNHEALTHY")
                    .contains(Long.toString(ProcessHandle.current().pid()));
            assertThat(serves()).isEqualTo("1");
        } finally {
            stranger.stop(0);
        }
    }

    @Test
    void fault1AReleaseThatIsStartedAgainAndAgainIsNotHealthy() {
        Programs.assumeInstalled("pm2", "python3");
        start(keptByPm2(host(Packing.ARCHIVE, 2, RULES.replace("300ms", "1500ms"))));

        Deployment flapping = runs(host.order("1", Behaviour.diesAfter(Duration.ofMillis(800))));

        assertThat(cause(flapping)).startsWith("UNHEALTHY");
        assertThat(database.story(flapping.id())).contains("ms of health");
        assertThat(host.effects().starts().size()).as("PM2 started it again").isGreaterThan(1);
        assertThat(host.processes()).isEmpty();
        assertThat(pm2.run("jlist").lines()).contains("[]");
    }

    @Test
    @Tag("full")
    void fault2CodeIsPairedWithTheDependenciesThatItRanWith() throws IOException {
        Target target = start(host(Packing.JAR, 2, RULES));
        live("1");
        host.needs("2.0");
        live("2");
        host.needs("3.0");
        live("3");

        assertThat(runs(host.restore(null)).state()).isInstanceOf(RolledBack.class);
        assertThat(serves()).isEqualTo("2");
        assertThat(host.dependency(servingPort())).isEqualTo("2.0");

        List<Backup> backups = target.backups().list();
        Path folder = host.base().resolve("backups/double");
        Files.copy(
                folder.resolve("wheel_" + backups.getFirst().id()).resolve("manifest.json"),
                folder.resolve("wheel_" + backups.getLast().id()).resolve("manifest.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Deployment mixed = runs(host.restore(backups.getLast().id()));
        assertThat(cause(mixed)).startsWith("UNREADABLE_BACKUP");
        assertThat(serves()).isEqualTo("2");
    }

    @Test
    void fault3WhatCannotBeStartedFailsBeforeWhatServesIsTouched() throws IOException {
        Path settings = Files.writeString(directory.resolve("settings.env"), "LEVEL=info\n");
        start(host(Packing.JAR, 1, RULES).running("environment-file: " + settings));
        live("1");
        live("2");
        Files.delete(settings);
        var releases = host.names("releases");
        var backups = host.names("backups/double");

        Deployment deploy = runs(host.order("3", Behaviour.healthy()));
        Deployment restore = runs(host.restore(null));

        assertThat(cause(deploy)).startsWith("SETTINGS_UNREADABLE");
        assertThat(cause(restore)).startsWith("SETTINGS_UNREADABLE");
        assertThat(host.names("releases")).isEqualTo(releases);
        assertThat(host.names("backups/double")).isEqualTo(backups);
        assertThat(host.effects().starts()).hasSize(2);
        assertThat(host.effects().stops()).hasSize(1);
        assertThat(serves()).isEqualTo("2");
    }

    @Test
    void fault3WhatTurnsOutUnfitAfterThePlanIsSeenBeforeWhatServesIsStopped() throws IOException {
        Path settings = Files.writeString(directory.resolve("settings.env"), "LEVEL=info\n");
        var hook = "    hooks: { before-start: [\"cp\", \"%s/{sha}.env\", \"%s\"] }\n".formatted(directory, settings);
        start(host(Packing.JAR, 1, RULES + hook).running("environment-file: " + settings));
        Order.Deploy one = host.order("1", Behaviour.healthy());
        Order.Deploy two = host.order("2", Behaviour.healthy());
        Files.writeString(directory.resolve(one.sha() + ".env"), "LEVEL=info\n");
        Files.writeString(directory.resolve(two.sha() + ".env"), "no variable\n");
        assertThat(runs(one).state()).isInstanceOf(Live.class);

        Deployment unfit = runs(two);

        assertThat(unfit.state()).as(database.story(unfit.id())).isInstanceOf(RolledBack.class);
        assertThat(database.story(unfit.id())).contains("no variable (expected: NAME=value)");
        assertThat(serves()).isEqualTo("1");
        assertThat(host.effects().stops()).as("it was never stopped").isEmpty();
    }

    @Test
    void fault4OtherAppsAndOtherPeoplesPortsAreLeftAlone() throws IOException {
        Programs.assumeInstalled("pm2", "python3");
        Path marker = directory.resolve("touched");
        String nasty = NASTY.formatted(marker);
        start(keptByPm2(host(Packing.ARCHIVE, 1, RULES)).with("NASTY: '" + nasty.replace("'", "''") + "'"));
        pm2.run("start", "/bin/sleep", "--name", "neighbour", "--interpreter", "none", "--", "600");
        List<Long> neighbour = pm2.online("neighbour");
        assertThat(neighbour).hasSize(1);

        live("1");
        live("2");

        assertThat(pm2.online("neighbour")).isEqualTo(neighbour);
        assertThat(environment(host.processes().getFirst().pid()))
                .as("PM2 runs it without a shell, too")
                .contains("NASTY=" + nasty);
        assertThat(marker).doesNotExist();

        long own = host.processes().getFirst().pid();
        pm2.run("delete", "double-test-" + servingPort());
        database.await("its end", new UUID(0, 0), () -> ProcessHandle.of(own).isEmpty());
        var stranger = listenAt(servingPort(), "somebody else");
        try {
            assertThat(cause(runs(host.order("3", Behaviour.healthy())))).startsWith("PORT_TAKEN");
            assertThat(host.version(servingPort())).isEqualTo("somebody else");
        } finally {
            stranger.stop(0);
        }
        assertThat(pm2.online("neighbour")).isEqualTo(neighbour);
    }

    @Test
    @Tag("full")
    void fault5OneDeploymentIsActiveAndItNeedsNobodyWhoWaits() {
        start(host(Packing.JAR, 2, RULES));
        Order.Deploy order = host.order("1", Behaviour.bootsIn(Duration.ofSeconds(1)));
        UUID first = database.order(order);
        assertThat(database.order(order)).as("told twice").isEqualTo(first);
        database.awaitState(first, "VERIFYING");

        UUID second = database.order(host.order("2", Behaviour.healthy()));
        UUID third = database.order(host.order("3", Behaviour.healthy()));
        assertThat(database.awaitRest(second).state()).isEqualTo(new Superseded(third));
        assertThat(database.awaitRest(third).state()).isInstanceOf(Live.class);

        assertThat(database.deployment(first).state()).isInstanceOf(Live.class);
        assertThat(database.order(order)).as("told again after the end").isEqualTo(first);
        assertThat(host.effects().starts().stream().map(Effect::release).distinct())
                .hasSize(2);
        assertThat(database.notices(second)).as("it is on record").isOne();
        assertThat(serves()).isEqualTo("3");
    }

    @Test
    @Tag("full")
    void fault6AServerErrorIsNoPassedSmokeTest() {
        start(host(Packing.JAR, 1, RULES));
        live("1");

        Deployment broken = runs(host.order("2", Behaviour.failsRecommendations()));

        assertThat(broken.state()).as(database.story(broken.id())).isInstanceOf(RolledBack.class);
        assertThat(((RolledBack) broken.state()).cause().code()).isEqualTo("SMOKE_FAILED");
        assertThat(((RolledBack) broken.state()).cause().detail()).contains("500");
        assertThat(serves()).isEqualTo("1");
    }

    @Test
    @Tag("full")
    void fault7AHalfFinishedInstallNeverServes() throws IOException {
        Programs.assumeInstalled("python3");
        host = host(Packing.WHEEL, 2, RULES);
        database = TestDatabase.create();
        var forked = new ForkedOrchestrator(directory, database, host.services()).start();
        orchestrator = forked;
        Order.Deploy order = host.order("1", Behaviour.healthy());
        Path needed = directory.resolve("ci/links/greeting-1.0-py3-none-any.whl");
        Path away = Files.move(needed, directory.resolve("away.whl"));

        Deployment lacking = runs(order);

        assertThat(cause(lacking)).startsWith("DEPENDENCIES").contains("greeting");
        assertThat(host.names("releases")).isEmpty();
        assertThat(host.effects().starts()).isEmpty();

        Files.move(away, needed);
        forked.killAt("BuildRelease DURING");
        UUID id = database.order(host.order("2", Behaviour.healthy()));
        forked.awaitDeath();
        assertThat(complete()).isEmpty();
        assertThat(host.effects().starts()).isEmpty();

        forked.start();
        assertThat(database.awaitRest(id).state()).as(database.story(id)).isInstanceOf(Live.class);
        assertThat(complete()).hasSize(1);
        assertThat(host.dependency(servingPort())).isEqualTo("1.0");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void fault8InputAndSecretsNeverReachAShell(CapturedOutput output) throws IOException {
        Path marker = directory.resolve("touched");
        String nasty = NASTY.formatted(marker);
        String secret = "hush-7f3a'\";$(touch " + marker + ")";
        Path file = Files.writeString(directory.resolve("key"), secret + "\n");
        start(host(Packing.JAR, 2, RULES)
                .with("NASTY: '" + nasty.replace("'", "''") + "'")
                .running("secrets: { API_KEY: " + file + " }"));
        Order.Deploy plain = host.order("1", Behaviour.healthy());
        var order = new Order.Deploy(
                plain.service(), plain.environment(), plain.sha(), nasty, nasty, plain.artifact(), null);

        UUID id = ((TestOrchestrator) orchestrator)
                .bean(DeploymentStore.class)
                .accept(order, nasty, nasty, null, Duration.ofHours(1))
                .block()
                .id();
        Deployment live = database.awaitRest(id);

        assertThat(live.state()).as(database.story(id)).isInstanceOf(Live.class);
        assertThat(environment(host.processes().getFirst().pid())).contains("NASTY=" + nasty, "API_KEY=" + secret);
        assertThat(live.reason()).isEqualTo(nasty);
        assertThat(marker).doesNotExist();
        assertThat(commandLines()).noneMatch(line -> line.contains("hush-7f3a"));
        assertThat(database.story(id) + database.notice(id) + output).doesNotContain("hush-7f3a");
        assertThat(filesWith("hush-7f3a")).containsExactly(file);
    }

    private TestHost host(Packing packing, int ports, String rules) {
        return new TestHost(directory, packing, ports, rules);
    }

    private TestHost keptByPm2(TestHost without) {
        pm2 = new TestPm2(directory.resolve("pm2"));
        return without.keptBy(pm2);
    }

    private Target start(TestHost described) {
        host = described;
        database = TestDatabase.create();
        var started = TestOrchestrator.start(database, host.services());
        orchestrator = started;
        return started.bean(Targets.class)
                .find(TestHost.SERVICE + "/" + TestHost.ENVIRONMENT)
                .orElseThrow();
    }

    private Deployment runs(Order order) {
        return database.awaitRest(database.order(order));
    }

    private void live(String version) {
        Deployment deployment = runs(host.order(version, Behaviour.healthy()));
        assertThat(deployment.state()).as(database.story(deployment.id())).isInstanceOf(Live.class);
        assertThat(serves()).isEqualTo(version);
    }

    private String serves() {
        return host.version(servingPort());
    }

    private int servingPort() {
        return database.serving(TestHost.SERVICE, TestHost.ENVIRONMENT).port();
    }

    /** Where the next candidate will be. */
    private int freePort() {
        return host.ports().stream()
                .filter(port -> port != servingPort())
                .findFirst()
                .orElseThrow();
    }

    private String serving() {
        return database.serving(TestHost.SERVICE, TestHost.ENVIRONMENT).release();
    }

    private String cause(Deployment deployment) {
        return deployment.state() instanceof Failed failed
                ? failed.cause().code() + ": " + failed.cause().detail()
                : deployment.state() + "\n" + database.story(deployment.id());
    }

    private static HttpServer listenAt(int port, String answer) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Releases with their marker, whoever wrote it. */
    private List<Path> complete() throws IOException {
        Path releases = host.base().resolve("releases");
        if (!Files.isDirectory(releases)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(releases)) {
            return entries.filter(release -> Files.exists(release.resolve("COMPLETE")))
                    .toList();
        }
    }

    private static List<String> environment(long pid) throws IOException {
        return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "environ"))
                .split("\0"));
    }

    /** Of every process on this host that lets us see it. */
    private static List<String> commandLines() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .map(path -> text(path.resolve("cmdline")))
                    .toList();
        }
    }

    /** Of all that lies in the test's directory: logs, manifests, releases. */
    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(path -> text(path).contains(text))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
