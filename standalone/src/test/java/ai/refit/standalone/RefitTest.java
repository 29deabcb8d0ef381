package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RefitTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEveryCommand() {
        assertThat(refit("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "run",
                        "check",
                        "dead-letters",
                        "evaluate",
                        "fit-embedder",
                        "fake-gemini",
                        "edge",
                        "embedding-worker",
                        "llm-worker",
                        "orchestrate",
                        "Exit codes");
    }

    @Test
    void helpSetsTheCommandsForDeploymentsApart() {
        assertThat(refit("--help")).isZero();
        assertThat(out.toString()).containsSubsequence("Commands:", "orchestrate", "Deployments, through");
        String deployments = out.toString().split("Deployments, through")[1];
        assertThat(deployments)
                .contains(
                        "deploy", "plan", "list", "restore", "status", "history", "log", "pause", "resume", "approve",
                        "abort")
                .doesNotContain("evaluate", "Runs everything");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy", "plan", "list", "restore", "status", "history", "log", "pause", "resume", "approve", "abort"
            })
    void everyCommandForDeploymentsNamesTheServiceAndTheOrchestrator(String command) {
        assertThat(refit(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: refit " + command, "--service", "--url", "--token-file", "--json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "edge", "embedding-worker", "llm-worker", "orchestrate"})
    void everyCommandHasHelpOfItsOwn(String command) {
        assertThat(refit(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: refit " + command, "--port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "dead-letters list", "dead-letters show", "dead-letters resend"})
    void everyCommandThatLooksIntoARunningSystemSaysWhereFrom(String command) {
        String[] words = (command + " --help").split(" ");
        assertThat(refit(words)).isZero();
        assertThat(out.toString()).contains("Usage: refit " + command, "--kafka", "--database", "--data");
    }

    @Test
    void theVersionNamesTheJvmToo() {
        assertThat(refit("--version")).isZero();
        assertThat(out.toString()).startsWith("refit ").contains("Java " + Runtime.version());
    }

    @Test
    void noCommandIsAMistakeThatShowsTheUsage() {
        assertThat(refit()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand", "refit --help");
    }

    @Test
    void anUnknownCommandIsOneLineAndAHint() {
        assertThat(refit("fly")).isEqualTo(2);
        assertThat(err.toString()).contains("'fly'").hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65506", "abc", "80000"})
    void aPortThatLeavesNoRoomForTheOthersIsRefused(String port) {
        assertThat(refit("run", "--port", port)).isEqualTo(2);
        assertThat(err.toString())
                .contains("--port", port)
                .contains("Try 'refit run --help'.")
                .hasLineCount(2);
    }

    @Test
    void emptyAndSamplesExcludeEachOther() {
        assertThat(refit("run", "--empty", "--samples")).isEqualTo(2);
        assertThat(err.toString()).contains("--empty and --samples exclude each other");
    }

    @Test
    void aDataDirectoryThatIsAFileIsToldInOneLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(refit("run", "--data", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("cannot use " + file, "--data").hasLineCount(1);
    }

    @Test
    void aHeldDataDirectoryNamesTheHolder(@TempDir Path folder) {
        try (var held = DataDirectory.claim(folder)) {
            assertThat(refit("run", "--data", folder.toString())).isEqualTo(1);
            assertThat(err.toString())
                    .contains(
                            "already running on " + held.path(),
                            "process " + ProcessHandle.current().pid())
                    .hasLineCount(1);
        }
    }

    @Test
    void aPortInUseIsNamedWithTheWayOutAndLeavesNoLock(@TempDir Path folder) throws Exception {
        int first = FreePorts.first();
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Service.EMBEDDING_WORKER.port(first)));
            assertThat(refit("run", "--port", Integer.toString(first), "--data", folder.toString()))
                    .isEqualTo(1);
        }
        assertThat(err.toString())
                .contains("port " + (first + 20) + " for embedding-worker is in use", "--port")
                .hasLineCount(1);
        DataDirectory.claim(folder).close();
    }

    @Test
    void oneServiceOnATakenPortSaysSo() throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertThat(refit("edge", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).contains("is in use").hasLineCount(1);
    }

    private int refit(String... arguments) {
        return Refit.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
