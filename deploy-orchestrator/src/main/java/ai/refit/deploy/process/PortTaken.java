package ai.refit.deploy.process;

/** A process that is not ours listens on the port; it was left alone. */
public final class PortTaken extends ProcessFailure {

    private static final long serialVersionUID = 1;

    public PortTaken(String message) {
        super(message);
    }
}
