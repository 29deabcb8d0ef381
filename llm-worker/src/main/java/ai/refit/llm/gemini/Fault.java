package ai.refit.llm.gemini;

/** Why a call brought nothing, by what helps. */
enum Fault {
    /** Too many calls: slower, then again. */
    RATE_LIMITED(Cure.AGAIN, false, true),
    /** The service is down or broken: again, or another model. */
    MODEL_UNAVAILABLE(Cure.AGAIN, true, true),
    /** No answer in time; what it cost nobody says. */
    CALL_TIMED_OUT(Cure.AGAIN, true, false),
    /** An answer in no form of ours: once more with what was wrong with it. */
    ANSWER_UNUSABLE(Cure.REPAIR, false, true),
    /** The answer did not fit into the tokens it may have. */
    ANSWER_CUT(Cure.ANOTHER_MODEL, false, true),
    /** The service would not answer this input. */
    ANSWER_REFUSED(Cure.ANOTHER_MODEL, false, true),
    /** The service takes this request from nobody: unknown model, too long an input. */
    REQUEST_REFUSED(Cure.ANOTHER_MODEL, false, true),
    /** The service takes no request from us. */
    CREDENTIALS_REFUSED(Cure.NONE, false, true),
    /** The task was canceled meanwhile; what it cost nobody says. */
    CANCELED(Cure.NONE, false, false);

    enum Cure {
        AGAIN,
        REPAIR,
        ANOTHER_MODEL,
        NONE
    }

    private final Cure cure;
    private final boolean breaking;
    private final boolean costKnown;

    Fault(Cure cure, boolean breaking, boolean costKnown) {
        this.cure = cure;
        this.breaking = breaking;
        this.costKnown = costKnown;
    }

    Cure cure() {
        return cure;
    }

    /** Whether it speaks against the service's health. */
    boolean isBreaking() {
        return breaking;
    }

    /** Whether what the service reports, nothing when it reports nothing, is all that is paid. */
    boolean isCostKnown() {
        return costKnown;
    }
}
