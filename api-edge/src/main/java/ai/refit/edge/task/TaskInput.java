package ai.refit.edge.task;

import ai.refit.edge.http.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is handed in for a task and never travels in a message.
 *
 * @param request JSON of the kind's request
 * @param file that lies beside it, null when there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record TaskInput(String request, byte @Nullable [] file) {

    /** Hexadecimal digest of the request, a zero byte and the file. */
    String sha256() {
        MessageDigest digest = Sha256.digest();
        digest.update(request.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        if (file != null) {
            digest.update(file);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Without its content, which no log may show. */
    @Override
    public String toString() {
        return "TaskInput[" + request.length() + " characters, " + (file == null ? "no file" : file.length + " bytes")
                + "]";
    }
}
