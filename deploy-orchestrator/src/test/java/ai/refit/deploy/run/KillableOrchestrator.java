package ai.refit.deploy.run;

import ai.refit.deploy.DeployOrchestrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * An orchestrator in a process of its own that kills itself with SIGKILL where a file says: {@code <step> <moment>
 * <effect>}, the effect by its first words. The file is taken away first, so that it happens once.
 */
final class KillableOrchestrator {

    private KillableOrchestrator() {}

    /** @param arguments the file, then the orchestrator's */
    public static void main(String[] arguments) {
        Path order = Path.of(arguments[0]);
        Checkpoints checkpoints = (step, moment, effect) -> {
            if (isOrdered(order, step + " " + moment + " " + effect)) {
                kill();
            }
        };
        DeployOrchestrator.application()
                .initializers(context -> context.getBeanFactory().registerSingleton("checkpoints", checkpoints))
                .run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static boolean isOrdered(Path order, String point) {
        try {
            return Files.exists(order)
                    && point.startsWith(Files.readString(order).strip())
                    && Files.deleteIfExists(order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            new CountDownLatch(1).await();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
