package ai.refit.llm.gemini;

import java.time.Duration;

/** A call that brought no answer. Expected, so without a stack, and without the service's text, which may repeat the input. */
final class CallFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String status;
    private final Duration pause;

    CallFailed(Fault fault, String status, Duration pause) {
        super(fault + " (" + status + ")", null, false, false);
        this.fault = fault;
        this.status = status;
        this.pause = pause;
    }

    Fault fault() {
        return fault;
    }

    /** The service's own word for it. */
    String status() {
        return status;
    }

    /** How long the service asks to be left alone; zero when it does not say. */
    Duration pause() {
        return pause;
    }
}
