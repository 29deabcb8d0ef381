package ai.refit.contracts.outside;

/** A URL that must not be asked; expected, so without a stack. Says nothing of the addresses that a name has. */
public final class AddressRefused extends RuntimeException {

    public static final String CODE = "URL_NOT_ALLOWED";

    private static final long serialVersionUID = 1L;

    private final String detail;

    AddressRefused(String detail) {
        super(CODE + ": " + detail, null, false, false);
        this.detail = detail;
    }

    public String code() {
        return CODE;
    }

    /** One sentence for a person. */
    public String detail() {
        return detail;
    }
}
