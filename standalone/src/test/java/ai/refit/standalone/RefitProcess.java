package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.standalone.surroundings.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code refit …} as a process of its own, which can be stopped and killed. */
final class RefitProcess implements AutoCloseable {

    static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path errors;
    private final CompletableFuture<@Nullable String> firstLine;

    private RefitProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.firstLine = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(this::readOutput);
    }

    /** @param environment on top of this process's, without addresses of servers that run already */
    static RefitProcess start(Path errors, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Xmx1500m", "-Dfile.encoding=UTF-8"));
        // It starts often, and is never measured.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Refit.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().remove(Surroundings.KAFKA);
        builder.environment().remove(Surroundings.DATABASE);
        builder.environment().putAll(environment);
        return new RefitProcess(builder.start(), errors);
    }

    /** The ready line; fails the test when the process ends without one. */
    String awaitReady() throws Exception {
        String line;
        try {
            line = firstLine.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not ready in time; errors:\n" + errors(), e);
        }
        assertThat(line).as("errors: %s", errors()).startsWith("Re-Fit AI is ready at http://127.0.0.1:");
        return line;
    }

    Pipeline pipeline() throws Exception {
        return new Pipeline(URI.create(awaitReady().split(" ")[5]));
    }

    long pid() {
        return process.pid();
    }

    /** As Ctrl-C and {@code kill} do; the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        var _ = awaitExit();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ends within %s", STOP_PATIENCE)
                .isTrue();
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** A last resort when the test failed before it stopped or killed the process. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** All of it, since a process whose output nobody reads stands still once the pipe is full. */
    private void readOutput() {
        try (BufferedReader output = process.inputReader();
                var log = Files.newBufferedWriter(errors, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            firstLine.complete(output.readLine());
            output.transferTo(log);
        } catch (IOException e) {
            firstLine.completeExceptionally(e);
        }
    }
}
