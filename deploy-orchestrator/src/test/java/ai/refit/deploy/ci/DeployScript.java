package ai.refit.deploy.ci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The script as a second attempt of a workflow's run 42 calls it, with a proxy set that answers nobody. */
final class DeployScript {

    static final Path FILE =
            Path.of("..", ".github", "scripts", "deploy").toAbsolutePath().normalize();
    static final String SECRET = "a secret of \\n 100% \"odd\" characters, ä too";
    static final String TOKEN = "token-of-an-operator";

    private static final int PATIENCE_SECONDS = 30;

    private final Path directory;
    private final Map<String, String> environment;

    /**
     * @param directory where it runs
     * @param address of the orchestrator
     */
    DeployScript(Path directory, String address) {
        this(
                directory,
                Map.of(
                        "REFIT_DEPLOY_URL",
                        address,
                        "REFIT_DEPLOY_SECRET",
                        SECRET,
                        "REFIT_DEPLOY_TOKEN",
                        TOKEN,
                        "GITHUB_RUN_ID",
                        "42",
                        "GITHUB_RUN_ATTEMPT",
                        "2",
                        "GITHUB_STEP_SUMMARY",
                        directory.resolve("summary").toString(),
                        "http_proxy",
                        "http://127.0.0.1:9"));
    }

    private DeployScript(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    record Ended(int exit, String out, String err) {}

    DeployScript with(Map<String, String> variables) {
        var all = new HashMap<>(environment);
        all.putAll(variables);
        return new DeployScript(directory, all);
    }

    /**
     * @param words with blanks between them
     * @param more words as they are
     */
    Ended run(String words, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(FILE.toString()));
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of(more));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(words + " goes on and on: " + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
