package ai.refit.standalone;

import ai.refit.standalone.surroundings.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The whole system in this JVM, as {@code refit run} starts it, with the sample people: on free ports and a directory
 * of its own, once for all tests of a JVM, until that ends.
 *
 * <pre>
 * private final Pipeline pipeline = RunningSystem.get().pipeline();
 * </pre>
 */
final class RunningSystem {

    private final DataDirectory data;
    private final WholeSystem system;

    private RunningSystem(Surroundings given) {
        try {
            data = DataDirectory.claim(Files.createTempDirectory("refit-running-system"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunLog.to(data.log());
        system = new WholeSystem(new WholeSystem.Plan(FreePorts.first(), given, true), data, Progress.SILENT);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "running-system-stop"));
        try {
            system.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Started at the first call. */
    static RunningSystem get() {
        return Holder.RUNNING;
    }

    /** Another one, on servers that run already. */
    static RunningSystem on(Surroundings given) {
        return new RunningSystem(given);
    }

    Pipeline pipeline() {
        return new Pipeline(system.url());
    }

    /** Addresses of its Kafka and its PostgreSQL. */
    Surroundings addresses() {
        return system.addresses();
    }

    /** Everything that was logged. */
    Path log() {
        return data.log();
    }

    private void stop() {
        system.close();
        data.close();
        try (var paths = Files.walk(data.path())) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final RunningSystem RUNNING = new RunningSystem(Surroundings.NONE);
    }
}
