package ai.refit.deploy.run;

import ai.refit.deploy.lifecycle.Cause;

/** A step must not go on: its time is over, or an operator said so. */
final class CalledOff extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Cause cause;

    CalledOff(Cause cause) {
        super(cause.detail());
        this.cause = cause;
    }

    Cause why() {
        return cause;
    }
}
