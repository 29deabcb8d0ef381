package ai.refit.edge.intake;

import ai.refit.edge.http.Problem;
import ai.refit.edge.http.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The header {@code Idempotency-Key} and what it came with.
 *
 * @param bodyDigest SHA-256 of method, path and body: the same key with another digest is another request
 */
@SuppressWarnings("ArrayRecordComponent")
public record IdempotencyKey(String key, byte[] bodyDigest) {

    private static final int LONGEST = 255;

    /** Null when the request gives no key. */
    public static @Nullable IdempotencyKey of(ServerHttpRequest request, byte[] body) {
        Incomplete key = of(request);
        if (key == null) {
            return null;
        }
        key.digest.update(body);
        return key.complete();
    }

    /** The key of a request whose body is yet to come; null when it gives none. */
    public static @Nullable Incomplete of(ServerHttpRequest request) {
        String key = request.getHeaders().getFirst("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST) {
            throw Problem.invalid(
                            "Idempotency-Key", "has " + key.length() + " characters", "1 to " + LONGEST + " characters")
                    .exception();
        }
        MessageDigest digest = Sha256.digest();
        digest.update(
                (request.getMethod().name() + " " + request.getPath().value() + "\n").getBytes(StandardCharsets.UTF_8));
        return new Incomplete(key, digest);
    }

    /** A key whose body comes in parts. For one reader. */
    public static final class Incomplete {

        private final String key;
        private final MessageDigest digest;

        private Incomplete(String key, MessageDigest digest) {
            this.key = key;
            this.digest = digest;
        }

        /** Leaves the part to be read by others. */
        public void add(DataBuffer part) {
            try (DataBuffer.ByteBufferIterator buffers = part.readableByteBuffers()) {
                buffers.forEachRemaining(digest::update);
            }
        }

        public void add(byte[] part) {
            digest.update(part);
        }

        /** Once, after the last part. */
        public IdempotencyKey complete() {
            return new IdempotencyKey(key, digest.digest());
        }
    }
}
