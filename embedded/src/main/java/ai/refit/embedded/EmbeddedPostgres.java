package ai.refit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server on loopback, durable as in production (fsync on). The data directory is found again at the next
 * start; a server that a killed process left behind on it is stopped first. A directory appears under its name only
 * when {@code initdb} is through, so a start that was killed half way is simply done again.
 *
 * <p>The server is a process of its own, outside the terminal's process group: Ctrl-C reaches only the JVM, which stops
 * the server after everybody who uses it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String VERSION = "18";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(10);
    private static final long LARGE_LOG = 10_000_000;
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=100",
            "shared_buffers=128MB",
            "timezone=UTC");

    private final PostgresPrograms programs;
    private final Path directory;
    private final int port;
    private final String password;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit = new Thread(this::close, "embedded-postgres-close");

    private EmbeddedPostgres(PostgresPrograms programs, Path directory, int port, String password) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts a server and returns when it accepts connections. It is stopped at the end of the JVM at the latest.
     *
     * @param directory the data directory; created when missing
     * @param port the port on loopback, 0 for the one of the last start or any free one
     */
    public static EmbeddedPostgres start(Path directory, int port) {
        EmbeddedPostgres server = startClosedByCaller(directory, port);
        try {
            Runtime.getRuntime().addShutdownHook(server.atExit);
            return server;
        } catch (IllegalStateException e) {
            server.close();
            throw e;
        }
    }

    /**
     * The same without that promise, for a caller who stops things in an order of its own, or while the JVM is ending.
     */
    public static EmbeddedPostgres startClosedByCaller(Path directory, int port) {
        try {
            Path absolute = directory.toAbsolutePath().normalize();
            var programs = PostgresPrograms.unpacked();
            if (Folders.isMissingOrEmpty(absolute)) {
                initialise(programs, absolute);
            }
            checkVersion(absolute);
            stopOrphan(programs, absolute);
            var server = new EmbeddedPostgres(
                    programs,
                    absolute,
                    LoopbackPort.choose(port, absolute.resolve("refit.port")),
                    Files.readString(absolute.resolve("refit.password")).trim());
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot use " + directory + ": " + e.getMessage(), e);
        }
    }

    /** {@code postgresql://user:password@host:port/database}, as {@code DATABASE_URL} takes it. */
    public String url() {
        return "postgresql://postgres:" + password + "@127.0.0.1:" + port + "/postgres";
    }

    /** The same for JDBC, user and password included. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=" + password;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            if (Thread.currentThread() != atExit) {
                removeShutdownHook();
            }
            if (Postmaster.of(directory)
                    .flatMap(server -> server.process(directory))
                    .isPresent()) {
                stop(programs, directory, PATIENCE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            log.debug("the JVM is stopping already", e);
        }
    }

    /**
     * Tries again while somebody of the past is in the way: children of a killed server, which take a moment to notice
     * and to let go of the shared memory, or a server that a killed process was just starting.
     */
    private void launch() throws IOException {
        Path serverLog = directory.resolve("server.log");
        if (Files.exists(serverLog) && Files.size(serverLog) > LARGE_LOG) {
            Files.delete(serverLog);
        }
        var options = new StringBuilder("-p " + port);
        SETTINGS.forEach(setting -> options.append(" -c ").append(setting));
        List<String> arguments = List.of(
                "start",
                "-D",
                directory.toString(),
                "-l",
                serverLog.toString(),
                "-w",
                "-t",
                Long.toString(PATIENCE.toSeconds()),
                "-o",
                options.toString());
        long deadline = System.nanoTime() + ORPHAN_PATIENCE.toNanos();
        while (true) {
            long before = Files.exists(serverLog) ? Files.size(serverLog) : 0;
            var outcome = run(programs.command("pg_ctl", arguments), directory.resolve("pg_ctl.log"));
            if (outcome.exit() == 0) {
                return;
            }
            String complaint = textAfter(serverLog, before);
            boolean passing = complaint.contains("pre-existing shared memory block")
                    || complaint.contains("lock file \"postmaster.pid\" already exists");
            if (!passing || System.nanoTime() > deadline) {
                throw new IOException(
                        "the server did not start: " + (complaint.isBlank() ? outcome.output() : complaint).strip());
            }
            stopOrphan(programs, directory);
        }
    }

    private static String textAfter(Path file, long offset) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        byte[] all = Files.readAllBytes(file);
        return new String(all, (int) offset, all.length - (int) offset, StandardCharsets.UTF_8);
    }

    /** Each try has a folder of its own: the initdb of a process that was killed may still be writing into its. */
    private static void initialise(PostgresPrograms programs, Path directory) throws IOException {
        Path parent = Files.createDirectories(directory.resolveSibling(""));
        String prefix = directory.getFileName() + ".new-";
        removeFormerTries(parent, prefix);
        Path parts = Files.createTempDirectory(parent, prefix);
        Path passwordFile = parts.resolveSibling(parts.getFileName() + ".password");
        Path output = parts.resolveSibling(parts.getFileName() + ".log");
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
        var arguments = new ArrayList<>(List.of("-D", parts.toString(), "-U", "postgres", "-E", "UTF8"));
        arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
        arguments.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + passwordFile));
        var outcome = run(programs.command("initdb", arguments), output);
        if (outcome.exit() != 0) {
            throw new IOException("initdb failed: " + outcome.output().strip());
        }
        Files.delete(output);
        Files.move(passwordFile, parts.resolve("refit.password"), StandardCopyOption.ATOMIC_MOVE);
        Files.move(parts, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void removeFormerTries(Path folder, String prefix) throws IOException {
        List<Path> tries;
        try (var files = Files.list(folder)) {
            tries = files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path former : tries) {
            try {
                Folders.delete(former);
            } catch (IOException | UncheckedIOException e) {
                log.atInfo().addKeyValue("folder", former).log("still in use, removed at a later start");
            }
        }
    }

    private static void checkVersion(Path directory) throws IOException {
        Path file = directory.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new IOException("it is not empty and holds no PostgreSQL data");
        }
        String version = Files.readString(file).trim();
        if (!version.equals(VERSION)) {
            throw new IOException("it holds data of PostgreSQL " + version + ", this is " + VERSION);
        }
    }

    private static void stopOrphan(PostgresPrograms programs, Path directory) throws IOException {
        if (!Files.exists(Postmaster.file(directory))) {
            return;
        }
        var orphan = Postmaster.of(directory).flatMap(server -> server.process(directory));
        if (orphan.isPresent()) {
            log.atInfo().addKeyValue("pid", orphan.get().pid()).log("stopping a PostgreSQL left by a killed process");
            stop(programs, directory, ORPHAN_PATIENCE);
        }
        // Nobody's file by now. Left in place, it would stop the server when its number is some other process's.
        Files.deleteIfExists(Postmaster.file(directory));
    }

    private static void stop(PostgresPrograms programs, Path directory, Duration patience) throws IOException {
        List<String> output = new ArrayList<>();
        for (String mode : List.of("fast", "immediate")) {
            List<String> arguments = List.of(
                    "stop", "-D", directory.toString(), "-m", mode, "-w", "-t", Long.toString(patience.toSeconds()));
            var outcome = run(programs.command("pg_ctl", arguments), directory.resolve("pg_ctl.log"));
            if (outcome.exit() == 0 || isStopped(directory)) {
                return;
            }
            output.add(outcome.output().strip());
        }
        throw new IOException("the server on " + directory + " does not stop: " + String.join("; ", output));
    }

    private static boolean isStopped(Path directory) throws IOException {
        return Postmaster.of(directory)
                .flatMap(server -> server.process(directory))
                .isEmpty();
    }

    private record Outcome(int exit, String output) {}

    /** Output goes to a file: the server inherits it and would hold a pipe open for as long as it lives. */
    private static Outcome run(List<String> command, Path output) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Outcome(-1, command.getFirst() + " took longer than " + PATIENCE.toSeconds() + " s");
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was being started or stopped", e);
        }
    }
}
