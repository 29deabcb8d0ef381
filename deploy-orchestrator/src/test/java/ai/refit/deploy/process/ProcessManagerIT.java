package ai.refit.deploy.process;

import static ai.refit.deploy.process.SampleService.ask;
import static ai.refit.deploy.process.SampleService.await;
import static ai.refit.deploy.process.SampleService.freePort;
import static ai.refit.deploy.process.SampleService.launch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.catalog.TargetService.RunRules;
import ai.refit.deploy.doubles.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each call is made by one who knows nothing of the calls before, as after a kill of the orchestrator. */
class ProcessManagerIT {

    @TempDir
    Path directory;

    private final ProcessTable table = new ProcessTable();
    private TargetService service;
    private Slot slot;

    @BeforeEach
    void describe() throws IOException {
        Programs.assumeInstalled("python3");
        int port = freePort();
        slot = new Slot("sample", "test", port);
        service = describe(ManagerKind.PROCESS);
    }

    @AfterEach
    void endAll() {
        ProcessManagers.of(describe(ManagerKind.PROCESS)).stop(slot);
    }

    @Test
    void aStartedProcessIsFoundByItsMarksAndStopped() throws IOException {
        OwnProcess started = startAndAwait("one");

        assertThat(manager().find(slot)).containsExactly(started);
        assertThat(started.release()).isEqualTo("one");
        assertThat(manager().listener(slot, started)).hasValue(started.pid());
        assertThat(table.find(started.pid()).orElseThrow().session()).isEqualTo(started.pid());
        assertThat(ServiceLogs.of(service).tail(slot)).contains("listening");

        manager().stop(slot);

        assertThat(manager().find(slot)).isEmpty();
        assertThat(table.isListenedOn(slot.port())).isFalse();
    }

    @Test
    void itOutlivesTheKillOfTheWholeGroupThatStartedIt() throws Exception {
        SampleService.release(service, "one");
        ProcessBuilder starter = new ProcessBuilder(
                        SearchPath.setsid(),
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        service.base().toString(),
                        Integer.toString(slot.port()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("starter.log").toFile());
        Process group = starter.start();
        try {
            await("port " + slot.port(), () -> ask(slot.port()).equals("one 0"));
            OwnProcess started = manager().find(slot).getFirst();

            new ProcessBuilder("kill", "-9", "--", "-" + group.pid()).start().waitFor();
            group.waitFor();

            assertThat(ask(slot.port())).isEqualTo("one 0");
            assertThat(manager().find(slot)).containsExactly(started);
        } finally {
            group.destroyForcibly();
        }
    }

    /** Starts the sample service and stays. */
    static final class Starter {
        public static void main(String[] arguments) throws Exception {
            int port = Integer.parseInt(arguments[1]);
            TargetService service = SampleService.of(
                    Path.of(arguments[0]),
                    SampleService.run(ManagerKind.PROCESS, List.of(port)),
                    new ProxyRules.None());
            ProcessManagers.of(service).start(launch(service, "one", port));
            Thread.sleep(Duration.ofMinutes(1));
        }
    }

    @Test
    void aForeignProcessOnThePortIsNamedAndLeftAlone() throws Exception {
        try (ServerSocket foreign = new ServerSocket(slot.port(), 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> manager().start(launch(service, "one", slot.port())))
                    .isInstanceOf(PortTaken.class)
                    .hasMessage("port " + slot.port() + ": process "
                            + ProcessHandle.current().pid() + " (java) listens there and is not ours; it was left"
                            + " alone");
            manager().stop(slot);
            assertThat(foreign.isClosed()).isFalse();
        }
        assertThat(manager().find(slot)).isEmpty();
    }

    @Test
    void aProcessWithOurMarksThatWorksElsewhereIsNotOurs() throws Exception {
        ProcessBuilder elsewhere = new ProcessBuilder("sleep", "60").directory(directory.toFile());
        elsewhere.environment().put(ProcessTable.SLOT, slot.toString());
        Process process = elsewhere.start();
        try {
            await(
                    "marks",
                    () -> !table.marked(ProcessTable.SLOT, slot.toString()).isEmpty());
            assertThat(manager().find(slot)).isEmpty();
            manager().stop(slot);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatAnEndedProcessHadDeployedItselfLivesOn() throws Exception {
        Slot other = new Slot("orchestrator", "test", 1);
        Path work = SampleService.release(service, "other");
        ProcessBuilder orchestrator = new ProcessBuilder(
                        SearchPath.setsid(), "sh", "-c", "REFIT_SLOT=some/other/2 sleep 60 & sleep 61 & wait")
                .directory(work.toFile());
        orchestrator.environment().put(ProcessTable.SLOT, other.toString());
        Process process = orchestrator.start();
        await(
                "both",
                () -> table.marked(ProcessTable.SLOT, "some/other/2").size() == 1
                        && table.marked(ProcessTable.SLOT, other.toString()).size() == 2);

        manager().stop(other);

        assertThat(table.marked(ProcessTable.SLOT, other.toString())).isEmpty();
        assertThat(process.isAlive()).isFalse();
        assertThat(table.marked(ProcessTable.SLOT, "some/other/2"))
                .singleElement()
                .satisfies(left -> table.killTree(left, Duration.ZERO));
    }

    @Test
    void pm2KeepsItStartsItAgainAndForgetsItWhenItIsStopped() throws Exception {
        withPm2(() -> {
            OwnProcess started = startAndAwait("one");
            assertThat(manager().find(slot)).containsExactly(started);
            assertThat(manager().listener(slot, started)).hasValue(started.pid());
            Path ecosystem = service.base().resolve("run").resolve(slot.title() + ".config.js");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ecosystem)))
                    .isEqualTo("rw-------");

            ProcessHandle.of(started.pid()).orElseThrow().destroyForcibly();
            await("PM2 starts it again", () -> manager().find(slot).stream().anyMatch(it -> !it.equals(started)));

            manager().stop(slot);
            assertThat(manager().find(slot)).isEmpty();
            assertThat(pm2().apps()).isEmpty();
        });
    }

    @Test
    void anOrphanThatOutlivedPm2sDaemonIsFoundAndStopped() throws Exception {
        withPm2(() -> {
            OwnProcess started = startAndAwait("one");
            long daemon = Long.parseLong(
                    Files.readString(directory.resolve("pm2/pm2.pid")).strip());
            ProcessHandle handle = ProcessHandle.of(daemon).orElseThrow();
            handle.destroyForcibly();
            await("the daemon's end", () -> table.find(daemon).isEmpty());

            assertThat(ask(slot.port())).isEqualTo("one 0");
            assertThat(manager().find(slot)).containsExactly(started);
            manager().stop(slot);
            assertThat(table.isListenedOn(slot.port())).isFalse();
        });
    }

    @Test
    void aPm2AppOfAnotherThatHasTheNameIsLeftAlone() throws Exception {
        withPm2(() -> {
            Path foreign = Files.createDirectories(directory.resolve("foreign"));
            pm2().start(
                            new Launch(
                                    slot,
                                    "",
                                    foreign,
                                    List.of("/bin/sleep", "60"),
                                    Map.of(),
                                    directory.resolve("foreign.log")),
                            Duration.ofSeconds(1));
            assertThatThrownBy(() -> manager().start(launch(service, "one", slot.port())))
                    .isInstanceOf(ProcessFailure.class)
                    .hasMessage("PM2 app " + slot.title() + ": works in " + foreign
                            + " and is not ours; it was left alone (expected: no app of that name)");
            manager().stop(slot);
            assertThat(pm2().apps())
                    .singleElement()
                    .satisfies(app -> assertThat(app.directory()).isEqualTo(foreign));
        });
    }

    private interface Body {
        void run() throws Exception;
    }

    private void withPm2(Body body) throws Exception {
        Programs.assumeInstalled("pm2");
        service = describe(ManagerKind.PM2);
        try {
            body.run();
        } finally {
            Map<String, String> environment = new HashMap<>();
            environment.put("PM2_HOME", directory.resolve("pm2").toString());
            new Tool(table)
                    .runUnmarked(
                            new Tool.Order(
                                    List.of("pm2", "kill"), directory, environment, directory.resolve("pm2-kill.log")),
                            new Until(Instant.now().plusSeconds(20)));
        }
    }

    private Pm2 pm2() {
        return new Pm2(new Tool(table), service.base().resolve("run"), directory.resolve("pm2"));
    }

    private ProcessManager manager() {
        return ProcessManagers.of(service);
    }

    private OwnProcess startAndAwait(String release) throws IOException {
        OwnProcess started = manager().start(launch(service, release, slot.port()));
        await("port " + slot.port(), () -> ask(slot.port()).equals(release + " 0"));
        return started;
    }

    private TargetService describe(ManagerKind kind) {
        RunRules run = SampleService.run(kind, List.of(slot.port()));
        RunRules withHome = new RunRules(
                kind,
                run.command(),
                run.environment(),
                null,
                run.secrets(),
                directory.resolve("pm2"),
                run.ports(),
                run.stopGrace());
        return SampleService.of(directory.resolve("base"), withHome, new ProxyRules.None());
    }
}
