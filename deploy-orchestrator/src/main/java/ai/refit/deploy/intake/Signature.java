package ai.refit.deploy.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tells whether bytes were signed with our secret: {@code sha256=} and the HMAC-SHA256 in hexadecimal digits. */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private final @Nullable SecretKeySpec key;

    private Signature(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    /**
     * @param secret empty: none
     * @param file empty: none; a line break at its end does not count
     * @throws IllegalArgumentException when both are given, or the file holds nothing that can be read
     */
    static Signature of(String secret, String file) {
        if (file.isBlank()) {
            return ofSecret(secret.getBytes(StandardCharsets.UTF_8));
        }
        if (!secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "REFIT_DEPLOY_SECRET and REFIT_DEPLOY_SECRET_FILE: both are set (expected: one of them)");
        }
        byte[] content = contentOf(Path.of(file));
        if (content.length == 0) {
            throw new IllegalArgumentException(
                    "REFIT_DEPLOY_SECRET_FILE: " + file + " is empty (expected: the secret)");
        }
        return ofSecret(content);
    }

    private static byte[] contentOf(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .stripTrailing()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "REFIT_DEPLOY_SECRET_FILE: " + file + " cannot be read (expected: a file with the secret)", e);
        }
    }

    private static Signature ofSecret(byte[] secret) {
        return new Signature(secret.length == 0 ? null : new SecretKeySpec(secret, ALGORITHM));
    }

    /** Without a secret nothing counts as signed. */
    boolean isPossible() {
        return key != null;
    }

    /** Takes the same time whichever digit is wrong. */
    boolean isOf(byte[] body, @Nullable String claimed) {
        if (key == null || claimed == null || !claimed.startsWith(PREFIX)) {
            return false;
        }
        byte[] digits;
        try {
            digits = HexFormat.of().parseHex(claimed, PREFIX.length(), claimed.length());
        } catch (IllegalArgumentException e) {
            return false;
        }
        return MessageDigest.isEqual(hmac(key, body), digits);
    }

    private static byte[] hmac(SecretKeySpec key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
