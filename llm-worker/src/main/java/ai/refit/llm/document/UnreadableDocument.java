package ai.refit.llm.document;

/** A document that holds nothing to work on; the input's fault, so without a stack. */
public final class UnreadableDocument extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String detail;

    /**
     * @param code stable, upper case, such as {@code PDF_ENCRYPTED}
     * @param detail one sentence for a person; nothing of the content
     */
    public UnreadableDocument(String code, String detail) {
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
}
