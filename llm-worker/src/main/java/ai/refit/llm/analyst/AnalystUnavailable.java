package ai.refit.llm.analyst;

import ai.refit.contracts.model.Usage;

/** An analyst that cannot be asked now, so that another one must do. Expected, so without a stack. */
public final class AnalystUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient Usage usage;

    /**
     * @param reason stable, upper case, such as {@code BUDGET_EXCEEDED}
     * @param detail one sentence for people who look at logs; no payload
     * @param usage what was spent in vain
     */
    public AnalystUnavailable(String reason, String detail, Usage usage) {
        super(reason + ": " + detail, null, false, false);
        this.reason = reason;
        this.usage = usage;
    }

    public String reason() {
        return reason;
    }

    public Usage usage() {
        return usage;
    }
}
