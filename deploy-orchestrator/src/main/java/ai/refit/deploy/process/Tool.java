package ai.refit.deploy.process;

import ai.refit.deploy.gate.Patience;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs an external program and waits for it. It runs in a session of its own, so that it and its descendants can be
 * ended together; its output goes to a file, since a pipe stays open as long as any grandchild lives. It carries the
 * mark {@code REFIT_TOOL}: should we die meanwhile, whoever does the work again first ends it by {@link #endOrphans}.
 */
public final class Tool {

    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ProcessTable table;

    public Tool(ProcessTable table) {
        this.table = table;
    }

    /**
     * @param command argv; the first word is a path, or found on the PATH
     * @param environment all it gets beside {@code PATH}, {@code HOME}, {@code LANG}, which it may replace
     * @param log where its output goes, appended
     */
    public record Order(List<String> command, Path directory, Map<String, String> environment, Path log) {

        public Order {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** Without the environment. */
        @Override
        public String toString() {
            return "Order[" + command + " in " + directory + "]";
        }
    }

    /** @param tail the last 30 lines of what it said */
    public record Result(int exitCode, List<String> tail) {

        public Result {
            tail = List.copyOf(tail);
        }

        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * @param mark what it works for, as a deployment's id and step
     * @throws ProcessFailure when the program is missing, or was ended at the deadline. Whatever patience throws ends it
     *     too, and is passed on.
     */
    public Result run(Order order, String mark, Patience patience) {
        return run(order, Map.of(ProcessTable.TOOL, mark), patience);
    }

    /** For programs that leave a daemon behind, which would inherit a mark and be taken for an orphan. */
    Result runUnmarked(Order order, Patience patience) {
        return run(order, Map.of(), patience);
    }

    /** Ends what programs with that mark left running. */
    public void endOrphans(String mark) {
        table.marked(ProcessTable.TOOL, mark).forEach(orphan -> table.killTree(orphan, GRACE));
    }

    private Result run(Order order, Map<String, String> marks, Patience patience) {
        String program = order.command().getFirst();
        if (SearchPath.find(program, order.directory()).isEmpty()) {
            throw new ProcessFailure("program " + program + ": not found (expected: a path, or on the PATH)");
        }
        List<String> command = new ArrayList<>(List.of(SearchPath.setsid()));
        command.addAll(order.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(order.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(order.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(SearchPath.plainEnvironment());
        builder.environment().putAll(order.environment());
        builder.environment().putAll(marks);
        try {
            Files.createDirectories(order.log().toAbsolutePath().getParent());
            long before = Files.exists(order.log()) ? Files.size(order.log()) : 0;
            Process process = builder.start();
            await(process, program, patience);
            return new Result(process.exitValue(), LogTail.since(order.log(), before));
        } catch (IOException e) {
            throw new ProcessFailure(
                    "program " + program + ": cannot be run in " + order.directory() + ": " + e.getMessage());
        }
    }

    private void await(Process process, String program, Patience patience) {
        try {
            while (process.isAlive()) {
                if (!Instant.now().isBefore(patience.deadline())) {
                    throw new ProcessFailure("program " + program + ": ended at the deadline " + patience.deadline());
                }
                patience.pause(LOOK_AGAIN);
            }
        } catch (RuntimeException calledOff) {
            table.find(process.pid()).ifPresent(seen -> table.killTree(seen, GRACE));
            throw calledOff;
        }
    }
}
