package ai.refit.deploy.run;

import ai.refit.deploy.lifecycle.Cause;

/** A step cannot succeed, however often it is tried. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Cause cause;

    Refused(String code, String detail) {
        super(detail);
        this.cause = Cause.failure(code, detail);
    }

    /** With what that failure says. */
    Refused(String code, RuntimeException failure) {
        this(code, String.valueOf(failure.getMessage()));
    }

    Cause why() {
        return cause;
    }
}
