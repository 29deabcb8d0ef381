package ai.refit.deploy.artifact;

/** This artifact cannot be deployed, however often it is tried. Nothing of it was left on disk. */
public final class ArtifactRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    ArtifactRefused(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    public enum Code {
        /** A scheme, host or file name that is not fetched. */
        UNSUPPORTED_URI,
        NOT_FOUND,
        /** The store wants other credentials. */
        FORBIDDEN,
        /** The store answered something else that another try will not change. */
        STORE_REFUSED,
        /** A redirection to something less safe, or too many of them. */
        UNSAFE_REDIRECT,
        SIZE_MISMATCH,
        DIGEST_MISMATCH,
        /** This host has no room for it. */
        DISK_FULL
    }
}
