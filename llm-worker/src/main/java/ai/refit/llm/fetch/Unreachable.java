package ai.refit.llm.fetch;

import ai.refit.llm.document.UnreadableDocument;

/**
 * A URL that could not be fetched now; another try may help, unlike after {@link UnreadableDocument}. Expected, so without a
 * stack.
 */
public final class Unreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String detail;

    Unreachable(String code, String detail) {
        super(code + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** The same for whoever does not try again. */
    public UnreadableDocument asUnreadable() {
        return new UnreadableDocument(code, detail);
    }
}
