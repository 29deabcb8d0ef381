package ai.refit.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.deploy.doubles.Patiently;
import ai.refit.deploy.gate.Patience;
import ai.refit.deploy.process.ProcessTable.Seen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableIT {

    private final ProcessTable table = new ProcessTable();
    private final Tool tool = new Tool(table);
    private final String mark = "test " + UUID.randomUUID();

    @TempDir
    Path directory;

    @AfterEach
    void endWhatIsLeft() {
        tool.endOrphans(mark);
    }

    @Test
    void aMarkedProcessIsFoundWithItsDirectoryAndStartTime() throws IOException {
        Process process = start("sleep", "60");

        assertThat(table.marked(ProcessTable.TOOL, mark)).singleElement().satisfies(seen -> {
            assertThat(seen.pid()).isEqualTo(process.pid());
            assertThat(seen.workingDirectory()).isEqualTo(directory.toRealPath());
            assertThat(seen.name()).isEqualTo("sleep");
            assertThat(table.lives(seen.pid(), seen.startTicks())).isTrue();
            assertThat(table.lives(seen.pid(), seen.startTicks() + 1)).isFalse();
        });
        assertThat(table.marked(ProcessTable.TOOL, mark + "x")).isEmpty();
        assertThat(table.marked(ProcessTable.SLOT, mark)).isEmpty();
    }

    @Test
    void aNameWithSpacesAndParenthesesIsRead() throws IOException {
        Path odd = Files.copy(Path.of("/bin/sleep"), directory.resolve("a) R (b"));
        Process process = start(odd.toString(), "60");

        await(() -> table.find(process.pid())
                .filter(seen -> seen.name().equals("a) R (b"))
                .isPresent());
        assertThat(table.find(process.pid()).orElseThrow().parent())
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void aZombieCountsAsGone() throws IOException {
        // The shell becomes a program that never asks for its child's end.
        start("sh", "-c", "sleep 0.1 & echo $! >child; exec sleep 60");
        await(() -> !read("child").isBlank());
        long child = Long.parseLong(read("child").strip());

        await(() -> stateOf(child) == 'Z');

        assertThat(table.find(child)).isEmpty();
    }

    @Test
    void theListenerOfAPortIsFoundOnBothKindsOfAddress() throws IOException {
        for (String address : List.of("127.0.0.1", "::1", "0.0.0.0")) {
            try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName(address))) {
                assertThat(table.listener(socket.getLocalPort()))
                        .hasValue(ProcessHandle.current().pid());
                assertThat(table.isListenedOn(socket.getLocalPort())).isTrue();
            }
        }
        assertThat(table.listener(1)).isEmpty();
        assertThat(table.isListenedOn(1)).isFalse();
    }

    @Test
    void aTreeIsEndedWithThoseThatIgnoreSigtermOrLostTheirParent() throws IOException {
        Process process = start(
                "setsid",
                "sh",
                "-c",
                "(trap '' TERM; sleep 60 & sleep 61 & wait) & (sleep 62 &) ; setsid sleep 63 & touch ready; wait");
        await(() -> Files.exists(directory.resolve("ready"))
                && table.marked(ProcessTable.TOOL, mark).size() >= 6);

        table.killTree(table.find(process.pid()).orElseThrow(), Duration.ofMillis(200));

        assertThat(table.marked(ProcessTable.TOOL, mark)).isEmpty();
    }

    @Test
    void aPidThatWasGivenAwayIsLeftAlone() throws IOException {
        Process process = start("sleep", "60");
        Seen now = table.find(process.pid()).orElseThrow();
        Seen before = new Seen(
                now.pid(), now.startTicks() - 1, now.parent(), now.pid(), now.name(), now.workingDirectory(), Map.of());

        table.killTree(before, Duration.ZERO);

        assertThat(table.lives(now.pid(), now.startTicks())).isTrue();
    }

    @Test
    void aToolsExitCodeAndLastLinesComeBack() {
        Path log = directory.resolve("logs/tool.log");
        run(log, new Patiently(Duration.ofSeconds(10)), "sh", "-c", "echo before");

        Tool.Result result = run(
                log,
                new Patiently(Duration.ofSeconds(10)),
                "sh",
                "-c",
                "seq 40; echo $GIVEN; env | cut -d= -f1 | sort | tr '\\n' ' ' >names; exit 7");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.tail()).hasSize(30).endsWith("40", "value").doesNotContain("before");
        assertThat(read("names").split(" "))
                .contains("PATH", "GIVEN", "REFIT_TOOL")
                .isSubsetOf("PATH", "HOME", "LANG", "GIVEN", "REFIT_TOOL", "PWD", "OLDPWD", "SHLVL", "_");
    }

    @Test
    void atTheDeadlineAToolIsEndedWithItsDescendants() {
        assertThatThrownBy(() -> run(
                        directory.resolve("tool.log"),
                        new Patiently(Duration.ofMillis(300)),
                        "sh",
                        "-c",
                        "sleep 60 & sleep 61"))
                .isInstanceOf(ProcessFailure.class)
                .hasMessageStartingWith("program sh: ended at the deadline ");
        assertThat(table.marked(ProcessTable.TOOL, mark)).isEmpty();
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() ->
                        run(directory.resolve("tool.log"), new Patiently(Duration.ofSeconds(1)), "no-such-program"))
                .hasMessage("program no-such-program: not found (expected: a path, or on the PATH)");
    }

    private Tool.Result run(Path log, Patience patience, String... command) {
        return tool.run(new Tool.Order(List.of(command), directory, Map.of("GIVEN", "value"), log), mark, patience);
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put(ProcessTable.TOOL, mark);
        Process process = builder.start();
        await(() -> !table.marked(ProcessTable.TOOL, mark).isEmpty());
        return process;
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException notYet) {
            return "";
        }
    }

    private static char stateOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return '-';
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.onSpinWait();
        }
    }
}
