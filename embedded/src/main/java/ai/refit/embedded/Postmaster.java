package ai.refit.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code postmaster.pid} in a data directory says, set against the process of that number. A process id may belong
 * to somebody else by now, so a server counts as the directory's own only with proof: its working directory or its
 * {@code -D} is this directory or, where the system shows neither, it started when the file says.
 *
 * @param pid the process id
 * @param started when that process started, in whole seconds
 */
record Postmaster(long pid, Instant started) {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    /** Empty when there is no file, or none that can be read: a server writes it whole before it touches any data. */
    static Optional<Postmaster> of(Path directory) throws IOException {
        Path file = file(directory);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(0).trim()),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).trim()))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Path file(Path directory) {
        return directory.resolve("postmaster.pid");
    }

    /** The living server on this directory, if it is one; a zombie has neither directory nor arguments left. */
    Optional<ProcessHandle> process(Path directory) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> worksIn(process, directory));
    }

    private boolean worksIn(ProcessHandle process, Path directory) {
        String dataDirectory = optionD(process.info().arguments().orElse(new String[0]));
        if (dataDirectory != null && isSame(Path.of(dataDirectory), directory)) {
            return true;
        }
        if (Files.exists(Path.of("/proc/self/cwd"))) {
            return isSame(Path.of("/proc", Long.toString(pid), "cwd"), directory);
        }
        return dataDirectory == null && startedThen(process);
    }

    private boolean startedThen(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false);
    }

    private static @Nullable String optionD(String[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("-D")) {
                return arguments[i + 1];
            }
        }
        return null;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
