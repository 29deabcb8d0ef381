package ai.refit.llm.work;

import ai.refit.contracts.model.Engine;
import ai.refit.contracts.task.TaskKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A digest of all that decides a result: two tasks with the same one would end alike. */
final class ResultKey {

    /** Grows when results of older releases are not to be given again. */
    private static final String RELEASE = "1";

    private ResultKey() {}

    static String of(TaskKind kind, @Nullable String caller, Engine wanted, List<byte[]> parts) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        add(digest, bytes(RELEASE));
        add(digest, bytes(kind.wire()));
        add(digest, bytes(caller == null ? "" : "caller " + caller));
        add(digest, bytes(wanted.name()));
        parts.forEach(part -> add(digest, part));
        return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** With its length first, so that no two lists of parts look alike. */
    private static void add(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        digest.update(part);
    }
}
