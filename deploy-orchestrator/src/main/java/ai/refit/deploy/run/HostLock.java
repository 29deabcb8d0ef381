package ai.refit.deploy.run;

import ai.refit.deploy.deployment.LeaseStore.LeaseLost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One effect at a time on a service's base directory, and none by somebody whose claim is over: the file
 * {@code run/fence} keeps the highest fence number that touched the base, under a lock that dies with its process. A
 * leader that slept through its lease finds a higher number there when it wakes.
 */
final class HostLock {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final Path file;

    HostLock(Path base) {
        this.file = base.resolve("run").resolve("fence");
    }

    /**
     * Does it while nobody else does anything here.
     *
     * @param patience waits for the lock
     * @throws LeaseLost when somebody with a higher number was here
     */
    <T> T guarded(long fence, Supplier<T> effect, Consumer<Duration> patience) {
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                FileLock lock = tryLock(channel);
                while (lock == null) {
                    patience.accept(LOOK_AGAIN);
                    lock = tryLock(channel);
                }
                try {
                    enter(channel, fence);
                    return effect.get();
                } finally {
                    lock.release();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + file + " cannot be used", e);
        }
    }

    /** Null: somebody else has it, in this process or another. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private void enter(FileChannel channel, long fence) throws IOException {
        var content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        String written = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        long highest = written.isEmpty() ? 0 : Long.parseLong(written);
        if (highest > fence) {
            throw new LeaseLost("fence " + highest + " was at " + file + ", ours is " + fence);
        }
        if (highest < fence) {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(fence).getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(true);
        }
    }
}
