package ai.refit.standalone;

import ai.refit.standalone.surroundings.Surroundings;
import ai.refit.standalone.surroundings.UserMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder that {@code refit run} keeps its data in, held by one process at a time. The lock is the operating
 * system's, so it is gone with the process however that ended. A new folder is for its owner only; one that is there has
 * the permissions that somebody gave it.
 *
 * <pre>
 * lock             the process id of the holder
 * connection.env   addresses of what runs, while it runs; readable by the owner only
 * refit.log        everything that was logged; readable by the owner only
 * samples          which sample data this folder was given, once and for all
 * kafka, postgres  their data
 * index            the mentor index, built anew at each start
 * </pre>
 */
final class DataDirectory implements AutoCloseable {

    static final FileAttribute<?> OWNERS_FILE = permissions("rw-------");
    private static final FileAttribute<?> OWNERS_FOLDER = permissions("rwx------");

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws UserMistake when it cannot be used, or another process holds it */
    static DataDirectory claim(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path.resolveSibling(""));
            Files.createDirectories(path, OWNERS_FOLDER);
            Path lockFile = path.resolve("lock");
            var channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new UserMistake("already running on " + path + " (process "
                        + Files.readString(lockFile).trim() + "): stop it, or choose another --data");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new DataDirectory(path, channel, lock);
        } catch (IOException e) {
            throw new UserMistake("cannot use " + path + " as data directory (" + e + "): choose another --data");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path index() {
        return path.resolve("index");
    }

    Path log() {
        return path.resolve("refit.log");
    }

    /** Tells other commands, and people, where everything is: {@code NAME=value} lines. */
    void writeConnection(Map<String, String> addresses) {
        var text = new StringBuilder();
        new TreeMap<>(addresses)
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        try {
            write(connection(), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasSamples() {
        return Files.exists(samples());
    }

    /** Remembers for all later starts what was loaded. */
    void rememberSamples(String what) {
        try {
            write(samples(), what + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(connection());
            channel.truncate(0);
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path connection() {
        return path.resolve(Surroundings.CONNECTION_FILE);
    }

    private Path samples() {
        return path.resolve("samples");
    }

    /** Whole or not at all, and for the owner only. */
    private void write(Path file, String text) throws IOException {
        Path parts = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(parts);
        Files.createFile(parts, OWNERS_FILE);
        Files.writeString(parts, text);
        Files.move(parts, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?> permissions(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
