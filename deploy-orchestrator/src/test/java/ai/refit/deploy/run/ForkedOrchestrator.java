package ai.refit.deploy.run;

import ai.refit.deploy.deployment.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link KillableOrchestrator}, which may be killed and started again on the same database. */
final class ForkedOrchestrator implements AutoCloseable {

    private final Path directory;
    private final TestDatabase database;
    private final Path services;
    private Process process;
    private int starts;

    ForkedOrchestrator(Path directory, TestDatabase database, Path services) {
        this.directory = directory;
        this.database = database;
        this.services = services;
    }

    ForkedOrchestrator start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KillableOrchestrator.class.getName(),
                order().toString()));
        command.addAll(TestOrchestrator.arguments(database, services));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory
                            .resolve("orchestrator-" + ++starts + ".log")
                            .toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Where it will kill itself, once: {@code <step> <moment> <effect>}. */
    void killAt(String point) {
        try {
            Path written = Files.writeString(directory.resolve("kill.new"), point);
            Files.move(written, order());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has killed itself. */
    void awaitDeath() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it still lives; " + log());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Process process() {
        return process;
    }

    String log() {
        try {
            return Files.readString(directory.resolve("orchestrator-" + starts + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path order() {
        return directory.resolve("kill");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitDeath();
    }
}
