package ai.refit.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.catalog.TargetService.RunRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @TempDir
    Path base;

    private Path release;

    @BeforeEach
    void aReleaseWithAProgram() throws IOException {
        release = Files.createDirectories(base.resolve("releases/r1/bin")).getParent();
        assertThat(Files.createFile(release.resolve("bin/serve")).toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    void placeholdersAreFilledInAndTheFirstWordBecomesAPath() {
        Launch launch = line(List.of(
                        "bin/serve", "{port}", "{release}/{sha}", "{artifact}", "{base}", "{directory}", "{x}"))
                .launch(8100);

        assertThat(launch.command())
                .containsExactly(
                        release + "/bin/serve", "8100", "r1/abc", "a.jar", base.toString(), release.toString(), "{x}");
        assertThat(launch.log()).isEqualTo(base.resolve("logs/sample-test-8100.log"));
        assertThat(launch.slot()).hasToString("sample/test/8100");
    }

    @Test
    void aPathStaysAndANameIsLookedUp() {
        assertThat(line(List.of("/bin/sh")).launch(1).command()).containsExactly("/bin/sh");
        assertThat(line(List.of("sh")).launch(1).command().getFirst())
                .endsWith("/sh")
                .startsWith("/");
        assertThatThrownBy(() -> line(List.of("bin/other")).launch(1))
                .hasMessageStartingWith("run.command: bin/other is not an executable file (expected: ");
    }

    @Test
    void laterSourcesOfTheEnvironmentWinAndSecretsLoseTheirLastNewline() throws IOException {
        Path file = Files.writeString(base.resolve("env"), """
                # a comment
                FROM_FILE = "quoted value"
                BOTH=file

                URL='a=b'
                """);
        Path secret = Files.writeString(base.resolve("secret"), "hidden \n");
        Launch launch = line(List.of("sh"), Map.of("BOTH", "{release}"), file, Map.of("TOKEN", secret))
                .launch(1);

        assertThat(launch.environment())
                .isEqualTo(Map.of("FROM_FILE", "quoted value", "BOTH", "r1", "URL", "a=b", "TOKEN", "hidden "));
        assertThat(launch.toString()).doesNotContain("hidden");
    }

    @Test
    void aFileThatIsMissingOrWrongIsNamedWithItsKey() throws IOException {
        Path missing = base.resolve("missing");
        assertThatThrownBy(() -> line(List.of("sh"), Map.of(), null, Map.of("TOKEN", missing))
                        .launch(1))
                .hasMessage("run.secrets.TOKEN: " + missing + " cannot be read (expected: a text file)");
        assertThatThrownBy(
                        () -> line(List.of("sh"), Map.of(), missing, Map.of()).launch(1))
                .hasMessage("run.environment-file: " + missing + " cannot be read (expected: a text file)");
        Path wrong = Files.writeString(base.resolve("env"), "A=1\nsecret stuff\n");
        assertThatThrownBy(() -> line(List.of("sh"), Map.of(), wrong, Map.of()).launch(1))
                .hasMessage("run.environment-file: " + wrong + " line 2: no variable (expected: NAME=value)");
    }

    @Test
    void aLogThatGrewTooLargeIsKeptAsideAndEmptied() throws IOException {
        ServiceLogs logs = ServiceLogs.of(line(List.of("sh")).service());
        Path log = logs.file(new Slot("sample", "test", 1));
        Files.createDirectories(log.getParent());
        for (String round : List.of("first", "second", "third")) {
            Files.writeString(log, round + "\n" + "x".repeat(1_000));
            logs.rotate();
            assertThat(log).isEmptyFile();
        }
        Files.writeString(log, "small");
        logs.rotate();

        assertThat(log).hasContent("small");
        assertThat(Path.of(log + ".1")).content().startsWith("third");
        assertThat(Path.of(log + ".2")).content().startsWith("second").hasSize(1_007);
        assertThat(Files.list(log.getParent())).hasSize(3);
    }

    private CommandLine line(List<String> command) {
        return line(command, Map.of(), null, Map.of());
    }

    private CommandLine line(
            List<String> command, Map<String, String> environment, @Nullable Path file, Map<String, Path> secrets) {
        TargetService service = SampleService.of(
                base,
                new RunRules(ManagerKind.PROCESS, command, environment, file, secrets, null, List.of(1), Duration.ZERO),
                new ProxyRules.None());
        return new CommandLine(service, "r1", "abc", "a.jar", release);
    }
}
