package ai.refit.deploy.artifact;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells a full disk, which only people can help, from other troubles with files. */
public final class DiskSpace {

    private DiskSpace() {}

    /** The JDK has no exception of its own for it: Linux's words for ENOSPC and EDQUOT are all there is. */
    public static boolean isExhausted(IOException fault) {
        @Nullable String message = fault.getMessage();
        return message != null
                && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
    }
}
