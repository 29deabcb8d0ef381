package ai.refit.llm.budget;

import java.math.BigDecimal;
import java.util.UUID;

/** Whether a call may be made. */
public sealed interface Reservation {

    /** It may; its row is written, and counts what it costs at most until {@link CallStore#complete} says what it did cost. */
    record Granted(UUID callId) implements Reservation {}

    /**
     * It may not, and nothing was written.
     *
     * @param limit which one: {@code task} or {@code day}
     */
    record Refused(String limit, BigDecimal spent, BigDecimal allowed) implements Reservation {}
}
