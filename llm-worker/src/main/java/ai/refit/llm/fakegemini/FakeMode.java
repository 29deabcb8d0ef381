package ai.refit.llm.fakegemini;

import java.util.Locale;

/** How a call goes. */
public enum FakeMode {
    /** An answer of the asked form whose quotes stand in the text. */
    WELL,
    /** The same, after the delay. */
    SLOW,
    /** 429, with how long to wait. */
    RATE_LIMITED,
    /** 503. */
    UNAVAILABLE,
    /** 500. */
    INTERNAL,
    /** 401. */
    UNAUTHENTICATED,
    /** 400, as for an input that is too long. */
    REFUSED,
    /** Half of the JSON, as if it were all. */
    TRUNCATED,
    /** Half of the JSON, stopped by the limit of tokens. */
    MAX_TOKENS,
    /** No answer, for the sake of safety. */
    SAFETY,
    /** Words in place of JSON. */
    GARBAGE,
    /** JSON of another form. */
    WRONG_SCHEMA,
    /** The asked form, with quotes that stand nowhere. */
    INVENTED,
    /** Never an answer. */
    HANG;

    /** As the command line has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
