package ai.refit.llm.work;

/** Nobody wants the task any more, or another worker has it. Expected, so without a stack. */
final class Unwanted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unwanted() {
        super("unwanted", null, false, false);
    }
}
