package ai.refit.standalone.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something that must not be.
 *
 * @param subject the id of what it is about
 * @param detail what was found; no payload, no personal data
 */
public record Finding(Rule rule, String subject, String detail) {

    /** What is looked for. */
    public enum Rule {
        /** Accepted, and not final though its time is over. */
        TASK_OPEN,
        /** Reported twice, with different ends, though a ledger keeps the first. */
        REPORTS_DIFFER,
        /** The edge has another end than was reported. */
        TASK_DIFFERS,
        /** The edge has an end that nobody reported. */
        TASK_UNREPORTED,
        /** The ledger has no end though the task's time is over. */
        LEDGER_OPEN,
        /** The ledger has an end that was not published. */
        LEDGER_UNPUBLISHED,
        /** The ledger has another end than was reported, or than the edge has. */
        LEDGER_DIFFERS,
        /** A claim that nobody can have made. */
        LEDGER_FENCE,
        /** A model was called for work that nobody claimed. */
        CALL_WITHOUT_LEDGER,
        /** A model was called in more attempts than were claimed. */
        CALLS_BEYOND_FENCE,
        /** What a person handed in is kept without the task it was for. */
        INPUT_WITHOUT_TASK,
        /** Work is open that has nothing to work on. */
        TASK_WITHOUT_INPUT,
        /** An order carries more than where its input lies. */
        TEXT_IN_ORDER,
        /** Two idempotency keys stand for one task. */
        KEYS_SHARE_TASK;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return rule.wire() + "  " + subject + "  " + detail;
    }
}
