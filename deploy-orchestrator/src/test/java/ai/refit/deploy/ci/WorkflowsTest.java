package ai.refit.deploy.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class WorkflowsTest {

    private static final Path FOLDER = Path.of("..", ".github", "workflows");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theyAreTheseThree() throws IOException {
        assertThat(workflows())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactly("cd.yml", "ci.yml", "rollback.yml");
    }

    /** What is put into a line of a shell by GitHub is run by the shell, whatever somebody called a branch. */
    @ParameterizedTest
    @MethodSource("workflows")
    void nothingIsWrittenIntoShellLines(Path file) throws IOException {
        assertThat(values(read(file), "run").map(Object::toString))
                .isNotEmpty()
                .noneMatch(line -> line.contains("${{"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void actionsArePinnedToAMajorVersion(Path file) throws IOException {
        assertThat(values(read(file), "uses").map(Object::toString))
                .isNotEmpty()
                .allMatch(action -> action.matches("[a-z-]+/[a-z-]+@v[0-9]+"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void nobodyIsGivenMoreRightsThanToRead(Path file) throws IOException {
        Map<?, ?> workflow = read(file);
        assertThat(workflow.containsKey("permissions")).isTrue();
        assertThat(values(workflow, "permissions").flatMap(rights -> ((Map<?, ?>) rights).entrySet().stream()))
                .allMatch(right -> right.getValue().equals("read")
                        || (right.getKey().equals("id-token") && file.endsWith("cd.yml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cd.yml", "rollback.yml"})
    void secretsAndOrdersComeFromAProtectedEnvironment(String name) throws IOException {
        Map<?, ?> jobs = (Map<?, ?>) read(FOLDER.resolve(name)).get("jobs");

        assertThat(jobs.values().stream()
                        .map(Map.class::cast)
                        .filter(job -> job.toString().contains("secrets.")))
                .isNotEmpty()
                .allMatch(job -> job.containsKey("environment"))
                .allMatch(job -> job.toString().contains(".github/scripts/deploy follow"));
    }

    @Test
    void deploymentsOfAnEnvironmentWaitForEachOther() throws IOException {
        assertThat(values(read(FOLDER.resolve("cd.yml")), "concurrency"))
                .singleElement()
                .isEqualTo(Map.of(
                        "group", "deploy-${{ inputs.environment || 'production' }}", "cancel-in-progress", false));
    }

    @Test
    void aRollbackAsksForWhatPeopleKnow() throws IOException {
        Map<?, ?> on = (Map<?, ?>) read(FOLDER.resolve("rollback.yml")).get("on");
        Map<?, ?> inputs = (Map<?, ?>) ((Map<?, ?>) on.get("workflow_dispatch")).get("inputs");

        assertThat(inputs.keySet().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        "mode", "service", "environment", "backup_id", "restore_dependencies", "reason");
        assertThat(((Map<?, ?>) inputs.get("mode")).get("options")).isEqualTo(List.of("list", "restore"));
    }

    private static Map<?, ?> read(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    /** Of a key, however deep. */
    private static Stream<Object> values(Object node, String key) {
        return switch (node) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .flatMap(entry -> key.equals(entry.getKey())
                                ? Stream.of((Object) entry.getValue())
                                : values(entry.getValue(), key));
            case List<?> list -> list.stream().flatMap(each -> values(each, key));
            case null, default -> Stream.empty();
        };
    }
}
