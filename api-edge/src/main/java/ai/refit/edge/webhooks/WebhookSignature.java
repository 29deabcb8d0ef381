package ai.refit.edge.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Signs messages as Standard Webhooks say: HMAC-SHA256 over id, time and body, {@code v1}. */
@Component
final class WebhookSignature {

    private static final String PREFIX = "whsec_";
    private static final String EXPECTED =
            "REFIT_WEBHOOK_SECRET (expected: empty, or whsec_ and the base64 of 24 to 64 bytes)";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    /** Empty when there is no secret. */
    private final byte[] key;

    /** @throws IllegalArgumentException without any part of the secret, when it is none */
    WebhookSignature(@Value("${refit.webhooks.secret}") String secret) {
        this.key = secret.isBlank() ? new byte[0] : key(secret.strip());
    }

    /** Whether there is a secret. Without one nothing is sent. */
    boolean isSet() {
        return key.length > 0;
    }

    /** The value of the header {@code webhook-signature}. */
    String of(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static byte[] key(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EXPECTED);
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return key;
    }
}
