package ai.refit.deploy.run;

import ai.refit.deploy.deployment.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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
        signalAt("KILL", point);
    }

    /** Where it will fall asleep, once. */
    void freezeAt(String point) {
        signalAt("STOP", point);
    }

    private void signalAt(String signal, String point) {
        try {
            Path written = Files.writeString(directory.resolve("kill.new"), signal + " " + point);
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

    /** Waits until it sleeps. */
    void awaitFreeze() {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        await("asleep", () -> read(stat).contains(") T "));
    }

    void wake() {
        try {
            new ProcessBuilder("kill", "-CONT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitLog(String words) {
        await("saying " + words, () -> log().contains(words));
    }

    private void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not " + what + ": " + log());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return read(directory.resolve("orchestrator-" + starts + ".log"));
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
