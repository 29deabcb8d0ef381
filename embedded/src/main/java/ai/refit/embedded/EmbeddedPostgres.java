package ai.refit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server on loopback, durable as in production (fsync on). The data directory is found again at the next
 * start; a server that a killed process left behind on it is stopped first.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(10);

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts a server and returns when it accepts connections.
     *
     * @param directory the data directory; created when missing
     * @param port the port on loopback, 0 for any free one
     */
    public static EmbeddedPostgres start(Path directory, int port) {
        try {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            stopOrphan(directory);
            var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("listen_addresses", "127.0.0.1");
            if (port != 0) {
                builder.setPort(port);
            }
            return new EmbeddedPostgres(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot use " + directory, e);
        }
    }

    /** {@code postgresql://user@host:port/database}, as {@code DATABASE_URL} takes it. */
    public String url() {
        return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres";
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    /** The first line of postmaster.pid is the process id; the second is the data directory. */
    private static void stopOrphan(Path directory) throws IOException {
        Path pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> orphan = lines.isEmpty() ? Optional.empty() : process(lines.getFirst());
        if (orphan.isPresent() && isPostgresOn(orphan.get(), directory)) {
            log.atInfo().addKeyValue("pid", orphan.get().pid()).log("stopping a PostgreSQL left by a killed process");
            orphan.get().destroy();
            try {
                orphan.get().onExit().get(ORPHAN_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException | CompletionException e) {
                orphan.get().destroyForcibly();
                orphan.get().onExit().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while stopping a PostgreSQL left by a killed process", e);
            }
        }
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> process(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid.trim())).filter(ProcessHandle::isAlive);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Proof of ownership: the process is a postgres, and runs on this very directory. */
    private static boolean isPostgresOn(ProcessHandle process, Path directory) throws IOException {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("-D")) {
                Path other = Path.of(arguments[i + 1]);
                return Files.exists(other) && Files.isSameFile(other, directory);
            }
        }
        return false;
    }
}
