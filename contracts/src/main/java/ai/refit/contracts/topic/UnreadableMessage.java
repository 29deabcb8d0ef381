package ai.refit.contracts.topic;

/** A message is not what its topic holds. The text says what was expected and never what stood there. */
public final class UnreadableMessage extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UnreadableMessage(String expected) {
        super(expected);
    }
}
