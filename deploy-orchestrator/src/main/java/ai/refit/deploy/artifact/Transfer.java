package ai.refit.deploy.artifact;

import ai.refit.deploy.artifact.ArtifactRefused.Code;
import ai.refit.deploy.gate.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * One artifact on its way to one file. A thread of its own reads, because a read cannot be called off; who waits
 * looks after the deadline and ends the reading by closing what is read from.
 */
final class Transfer {

    private static final Duration LONGEST_LOOK = Duration.ofMillis(200);

    private final Store store;
    private final ArtifactReference reference;
    private final Path file;
    private final Duration betweenLines;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private volatile @Nullable InputStream content;
    private volatile long copied;

    /** @param betweenLines how often the live log is told how far it is */
    Transfer(Store store, ArtifactReference reference, Path file, Duration betweenLines) {
        this.store = store;
        this.reference = reference;
        this.file = file;
        this.betweenLines = betweenLines;
    }

    /** Returns when the file is whole, verified and on disk. Whatever it throws, nobody writes to the file any more. */
    void await(Patience patience) {
        Thread reader = Thread.ofVirtual().name("artifact").start(this::read);
        try {
            watch(patience);
        } finally {
            stop(reader);
        }
    }

    private void watch(Patience patience) {
        Duration look = Duration.ofMillis(5);
        Instant nextLine = Instant.now().plus(betweenLines);
        long seen = 0;
        Instant lastByte = Instant.now();
        while (!outcome.isDone()) {
            patience.pause(look);
            look = look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
            Instant now = Instant.now();
            if (copied > seen) {
                seen = copied;
                lastByte = now;
            }
            if (!now.isBefore(patience.deadline()) && !outcome.isDone()) {
                throw new ArtifactUnavailable(title() + ": the deadline came after " + progress());
            }
            if (now.isAfter(lastByte.plus(Store.SILENCE))) {
                throw new ArtifactUnavailable(title() + ": silent for " + Store.SILENCE + " after " + progress());
            }
            if (now.isAfter(nextLine)) {
                nextLine = now.plus(betweenLines);
                patience.say("artifact: " + progress());
            }
        }
        try {
            outcome.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArtifactUnavailable(title() + ": interrupted");
        }
    }

    private RuntimeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException unchecked -> unchecked;
            case IOException full
            when DiskSpace.isExhausted(full) ->
                new ArtifactRefused(Code.DISK_FULL, file.getParent() + ": no space left after " + progress());
            case null, default -> new ArtifactUnavailable(title() + ": " + cause);
        };
    }

    /** Closing and interrupting end any blocking read; the file is closed before the reader ends. */
    private void stop(Thread reader) {
        reader.interrupt();
        InputStream open = content;
        if (open != null) {
            try {
                open.close();
            } catch (IOException ignored) {
                // It is not read any more.
            }
        }
        boolean interrupted = false;
        while (true) {
            try {
                if (reader.join(Store.SILENCE)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            Store.Opened opened = store.open(reference.uri());
            try (InputStream stream = opened.content()) {
                content = stream;
                checkAnnounced(opened.length());
                copy(stream);
            }
            outcome.complete(null);
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }

    private void checkAnnounced(OptionalLong length) {
        if (length.isPresent() && length.getAsLong() != reference.size()) {
            throw size(length.getAsLong() + " bytes");
        }
    }

    private void copy(InputStream stream) throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        byte[] buffer = new byte[1 << 16];
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                if (copied + n > reference.size()) {
                    throw size("more");
                }
                digest.update(buffer, 0, n);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                copied = copied + n;
            }
            if (copied < reference.size()) {
                throw size(copied + " bytes");
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            if (!sha256.equals(reference.sha256())) {
                throw new ArtifactRefused(
                        Code.DIGEST_MISMATCH,
                        title() + ": sha256 is " + sha256 + " (expected: " + reference.sha256() + ")");
            }
            out.force(true);
        }
    }

    private ArtifactRefused size(String found) {
        return new ArtifactRefused(
                Code.SIZE_MISMATCH, title() + ": " + found + " (expected: " + reference.size() + " bytes)");
    }

    private String progress() {
        return copied + " of " + reference.size() + " bytes";
    }

    private String title() {
        return Store.title(reference.uri());
    }
}
