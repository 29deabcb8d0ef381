package ai.refit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time of processes and of a PostgreSQL server. Unlike an elapsed time it hardly depends on what else the
 * machine does.
 *
 * @param postgres the server's data directory
 */
record Effort(List<ProcessHandle> processes, Path postgres) {

    /** Spent so far, by those that still run. */
    Duration spent() {
        try {
            long postmaster = Long.parseLong(Files.readAllLines(postgres.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            Stream<ProcessHandle> server = ProcessHandle.of(postmaster).stream()
                    .flatMap(main -> Stream.concat(Stream.of(main), main.children()));
            return Stream.concat(processes.stream(), server)
                    .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
