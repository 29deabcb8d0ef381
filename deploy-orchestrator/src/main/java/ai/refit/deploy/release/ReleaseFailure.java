package ai.refit.deploy.release;

import ai.refit.deploy.artifact.DiskSpace;
import java.io.IOException;

/** Something on disk could not be made or is not as it was made. Nothing half-made counts. */
public final class ReleaseFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    ReleaseFailure(Code code, String message) {
        super(message);
        this.code = code;
    }

    static ReleaseFailure of(String doing, IOException fault) {
        return DiskSpace.isExhausted(fault)
                ? new ReleaseFailure(Code.DISK_FULL, doing + ": no space left")
                : new ReleaseFailure(Code.DISK_FAULT, doing + ": " + fault);
    }

    public Code code() {
        return code;
    }

    public enum Code {
        /** Not what the service's kind of artifact is. */
        UNUSABLE_ARTIFACT,
        /** An archive that would write outside of its directory, or holds more than files, directories and links. */
        UNSAFE_ARCHIVE,
        /** Dependencies could not be had or do not fit. */
        DEPENDENCIES,
        /** A layer or a complete release was changed or lost. */
        DAMAGED,
        DISK_FULL,
        DISK_FAULT
    }
}
