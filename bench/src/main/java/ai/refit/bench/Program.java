package ai.refit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that we started; its output goes to a file. It is told to stop with us. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String REFIT = "ai.refit.standalone.Refit";
    private static final List<String> JVM_OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-modules=jdk.incubator.vector",
            "-XX:+UseG1GC",
            "-Xmx2g");

    private final Process process;
    private final Path output;
    private final Start start;
    private final Thread atExit;

    private Program(Process process, Path output, String ready, long begin) throws IOException {
        this.process = process;
        this.output = output;
        this.atExit = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(atExit);
        this.start = await(ready, begin);
    }

    /**
     * The refit command as people start it, when the script that started us says where it is; else the same program.
     *
     * @param jvm more options for its JVM
     * @return when it says that it is ready
     */
    static Program refit(Path output, List<String> jvm, String... arguments) {
        String script = System.getenv("REFIT_SCRIPT");
        if (script == null) {
            return java(output, jvm, REFIT, "ready at", arguments);
        }
        List<String> command = new ArrayList<>(List.of(script));
        command.addAll(List.of(arguments));
        return start(
                output,
                command,
                Map.of("REFIT_BUILD", "never", "REFIT_JAVA_OPTIONS", String.join(" ", jvm)),
                "ready at");
    }

    /** A JVM with our class path and the refit command's options; returns when it prints {@code ready}. */
    static Program java(Path output, List<String> jvm, String mainClass, String ready, String... arguments) {
        return start(output, command(jvm, mainClass, arguments), Map.of(), ready);
    }

    static List<String> command(List<String> jvm, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * How it started.
     *
     * @param took until it was ready
     * @param effort processor time of the process itself until then
     */
    record Start(Duration took, Duration effort) {}

    Start start() {
        return start;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException stopping) {
            // The JVM is on its way out, and the hook does the same.
        }
    }

    private static Program start(Path output, List<String> command, Map<String, String> environment, String ready) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        // Its own Kafka and PostgreSQL, whatever those are that we could be told to use.
        builder.environment().keySet().removeAll(List.of("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "BACKEND_API_URL"));
        try {
            long begin = System.nanoTime();
            return new Program(builder.start(), output, ready, begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Start await(String ready, long begin) throws IOException {
        try {
            while (process.isAlive() && System.nanoTime() - begin < PATIENCE.toNanos()) {
                if (Files.readString(output).contains(ready)) {
                    var took = Duration.ofNanos(System.nanoTime() - begin);
                    return new Start(took, process.info().totalCpuDuration().orElse(Duration.ZERO));
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IOException("did not get ready: " + lastLine());
    }

    private @Nullable String lastLine() throws IOException {
        return Files.readString(output).lines().reduce((_, last) -> last).orElse("it printed nothing");
    }
}
