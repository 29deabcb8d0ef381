package ai.refit.llm.work;

/** A failure for the log: its kinds and where they happened, without messages, which may quote what a person wrote. */
final class Payloadless extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Payloadless(Throwable failure) {
        super(failure.getClass().getName(), failure.getCause() == null ? null : new Payloadless(failure.getCause()));
        setStackTrace(failure.getStackTrace());
    }

    static RuntimeException of(Throwable failure) {
        return new Payloadless(failure);
    }
}
