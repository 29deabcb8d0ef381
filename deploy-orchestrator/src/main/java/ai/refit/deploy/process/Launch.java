package ai.refit.deploy.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param slot {@code service/environment/port}: where it runs; at most one process of ours is there
 * @param release id of its release
 * @param directory of its release: its working directory
 * @param command argv, all placeholders filled in; the first word is an absolute path
 * @param environment all it gets, beside {@code PATH}, {@code HOME}, {@code LANG} and our marks; holds secrets
 * @param log where its output goes, appended
 */
public record Launch(
        Slot slot, String release, Path directory, List<String> command, Map<String, String> environment, Path log) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Without the environment. */
    @Override
    public String toString() {
        return "Launch[" + slot + ", " + release + ", " + command + "]";
    }
}
