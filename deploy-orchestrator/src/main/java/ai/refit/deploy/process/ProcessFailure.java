package ai.refit.deploy.process;

/** A process could not be started, found or stopped. */
public class ProcessFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ProcessFailure(String message) {
        super(message);
    }
}
