package ai.refit.deploy.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.refit.deploy.catalog.TargetService.ArtifactKind;
import ai.refit.deploy.doubles.Patiently;
import ai.refit.deploy.doubles.WheelFile;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.release.ReleaseFailure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real python3, its venv and its pip. */
class WheelReleaseIT {

    private Path directory;
    private Path wheels;
    private ServiceOnDisk service;
    private Releases releases;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        assumeTrue(isThere("python3", "-m", "pip", "--version"), "python3 with pip");
        assumeTrue(isThere("python3", "-c", "import ensurepip"), "python3 with venv");
        this.directory = directory;
        this.wheels = directory.resolve("wheels");
        this.service = ServiceOnDisk.of(ArtifactKind.WHEEL, directory.resolve("base"), wheels);
        this.releases = service.releases();
    }

    /** One virtualenv serves all of it: making one takes seconds. */
    @Test
    void aWheelAndItsDependenciesAreKeptApartAndInstalledInTheirFinalPlaceDespiteACrash() throws Exception {
        WheelFile.named("greeting", "1.0")
                .with("greeting.py", "WORD = 'hello'\n")
                .writeTo(wheels);
        Path app = WheelFile.named("app", "1.0")
                .with("app.py", "import greeting\ndef run(): print(greeting.WORD)\n")
                .requiring("greeting==1.0")
                .withScript("serve = app:run")
                .writeTo(directory.resolve("built"));
        String code = releases.layers().addCode(app, "app-1.0-py3-none-any.whl");
        String dependencies = releases.layers().resolveDependencies(code, Patiently.aMinute());
        assertThat(service.base().resolve("layers/code/" + code))
                .isDirectoryContaining("glob:**/app-1.0-py3-none-any.whl");
        assertThat(namesIn(service.base().resolve("layers/dependencies/" + dependencies)))
                .containsExactly("SHA256SUMS", "greeting-1.0-py3-none-any.whl");
        assertThat(releases.layers().resolveDependencies(code, Patiently.aMinute()))
                .isEqualTo(dependencies);

        ReleaseFacts facts = ServiceOnDisk.facts(1, code, dependencies);
        Path half = Files.createDirectories(service.base().resolve("releases/" + facts.id() + "/venv"));
        Files.writeString(half.resolve("pyvenv.cfg"), "garbage");
        Process orphan = orphanOf(half.getParent());
        Files.delete(wheels.resolve("greeting-1.0-py3-none-any.whl"));

        Release release = releases.build(facts, Patiently.aMinute());

        assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(release.artifact()).isEqualTo("app-1.0-py3-none-any.whl");
        assertThat(outputOf(release.directory().resolve("venv/bin/serve").toString()))
                .isEqualTo("hello\n");
        releases.requireUndamaged(release.id());
        assertThat(namesIn(service.base().resolve("staging"))).isEmpty();
    }

    @Test
    void aDependencyThatCannotBeHadMakesNoLayerAndSaysWhy() throws IOException {
        Files.createDirectories(wheels);
        Path app = WheelFile.named("app", "1.0").requiring("nowhere==9").writeTo(directory.resolve("built"));
        String code = releases.layers().addCode(app, "app-1.0-py3-none-any.whl");
        var failure = catchThrowableOfType(
                ReleaseFailure.class, () -> releases.layers().resolveDependencies(code, Patiently.aMinute()));
        assertThat(failure).isNotNull().hasMessageContaining("nowhere==9");
        assertThat(failure.code()).isEqualTo(Code.DEPENDENCIES);
        assertThat(service.base().resolve("layers/dependencies")).doesNotExist();
        assertThat(namesIn(service.base().resolve("staging"))).isEmpty();
    }

    /** A program that an orchestrator left behind when it died in the middle of this release. */
    private static Process orphanOf(Path release) throws IOException {
        var builder = new ProcessBuilder("sleep", "60");
        builder.environment().put(ProcessTable.TOOL, "release/" + release);
        return builder.start();
    }

    private static List<String> namesIn(Path directory) throws IOException {
        return BaseDirectory.entries(directory).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static String outputOf(String... command) throws IOException {
        return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(), UTF_8);
    }

    private static boolean isThere(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
