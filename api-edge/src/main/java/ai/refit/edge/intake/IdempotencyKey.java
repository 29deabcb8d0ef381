package ai.refit.edge.intake;

import ai.refit.edge.http.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
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
        String key = request.getHeaders().getFirst("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST) {
            throw Problem.invalid(
                            "Idempotency-Key", "has " + key.length() + " characters", "1 to " + LONGEST + " characters")
                    .exception();
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getMethod().name() + " " + request.getPath().value() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return new IdempotencyKey(key, digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
