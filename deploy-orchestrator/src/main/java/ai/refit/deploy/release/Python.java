package ai.refit.deploy.release;

import ai.refit.deploy.catalog.TargetService.ArtifactRules;
import ai.refit.deploy.gate.Patience;
import ai.refit.deploy.process.ProcessFailure;
import ai.refit.deploy.process.Tool;
import ai.refit.deploy.release.ReleaseFailure.Code;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Virtualenvs and wheels, through a real python and its pip. Only wheels are ever installed, and nothing from an index. */
final class Python {

    private final Tool tool;
    private final ArtifactRules rules;

    Python(Tool tool, ArtifactRules rules) {
        this.tool = tool;
        this.rules = rules;
    }

    /** Puts the wheels of an application and all that it needs into a directory. */
    void resolve(Path wheel, Path into, Path working, String mark, Patience patience) {
        List<String> command =
                new ArrayList<>(List.of(rules.python(), "-m", "pip", "wheel", "--wheel-dir", into.toString()));
        Map<String, String> environment = new HashMap<>(QUIET);
        Path findLinks = rules.findLinks();
        if (findLinks != null) {
            command.addAll(List.of("--no-index", "--find-links", findLinks.toString()));
            environment.putAll(NO_SETTINGS);
        }
        command.add(wheel.toString());
        run(command, working, environment, working.resolve("pip.log"), mark, patience);
    }

    /** A virtualenv in its final place: it knows its own path and cannot be moved. */
    void install(Path wheel, Path wheels, Path release, String mark, Patience patience) {
        Path log = release.resolve(Releases.LOG);
        run(List.of(rules.python(), "-m", "venv", "venv"), release, NO_SETTINGS, log, mark, patience);
        patience.say("virtualenv made, installing " + wheel.getFileName());
        List<String> install = List.of(
                release.resolve("venv/bin/python").toString(),
                "-m",
                "pip",
                "install",
                "--no-index",
                "--find-links",
                wheels.toString(),
                wheel.toString());
        Map<String, String> environment = new HashMap<>(QUIET);
        environment.putAll(NO_SETTINGS);
        run(install, release, environment, log, mark, patience);
    }

    private static final Map<String, String> QUIET = Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1", "PIP_NO_INPUT", "1");

    /** The host's settings of pip might add an index or other wheels. */
    private static final Map<String, String> NO_SETTINGS = Map.of("PIP_CONFIG_FILE", "/dev/null");

    private void run(
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Path log,
            String mark,
            Patience patience) {
        try {
            Tool.Result result = tool.run(new Tool.Order(command, directory, environment, log), mark, patience);
            if (!result.succeeded()) {
                throw new ReleaseFailure(
                        said(result.tail(), "No space left on device") ? Code.DISK_FULL : Code.DEPENDENCIES,
                        String.join(" ", command.subList(1, 4)) + ": exit code " + result.exitCode() + "\n"
                                + String.join("\n", result.tail()));
            }
        } catch (ProcessFailure e) {
            throw new ReleaseFailure(Code.DEPENDENCIES, String.valueOf(e.getMessage()));
        }
    }

    private static boolean said(List<String> lines, String words) {
        return lines.stream().anyMatch(line -> line.contains(words));
    }
}
