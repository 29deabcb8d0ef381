package ai.refit.edge.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which bodies are told apart. */
public final class Sha256 {

    private Sha256() {}

    /** Of nothing yet. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
