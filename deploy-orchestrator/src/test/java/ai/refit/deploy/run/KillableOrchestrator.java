package ai.refit.deploy.run;

import ai.refit.deploy.DeployOrchestrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * An orchestrator in a process of its own that sends itself a signal where a file says: {@code <signal> <step> <moment>
 * <effect>}, the effect by its first words. The file is taken away first, so that it happens once.
 */
final class KillableOrchestrator {

    private KillableOrchestrator() {}

    /** @param arguments the file, then the orchestrator's */
    public static void main(String[] arguments) {
        Path order = Path.of(arguments[0]);
        Checkpoints checkpoints = (step, moment, effect) ->
                ordered(order, step + " " + moment + " " + effect).ifPresent(KillableOrchestrator::signal);
        DeployOrchestrator.application()
                .initializers(context -> context.getBeanFactory().registerSingleton("checkpoints", checkpoints))
                .run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** The signal that is to be sent at that point. */
    private static Optional<String> ordered(Path order, String point) {
        try {
            if (!Files.exists(order)) {
                return Optional.empty();
            }
            String[] words = Files.readString(order).strip().split(" ", 2);
            return point.startsWith(words[1]) && Files.deleteIfExists(order) ? Optional.of(words[0]) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the signal was one to wake up from. */
    private static void signal(String name) {
        try {
            new ProcessBuilder(
                            "kill",
                            "-" + name,
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
