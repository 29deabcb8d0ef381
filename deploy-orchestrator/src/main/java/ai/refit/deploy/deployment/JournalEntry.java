package ai.refit.deploy.deployment;

import ai.refit.deploy.lifecycle.Plan;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that happened. The names are also the event names of the live view. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @Type(value = JournalEntry.StateChanged.class, name = "state"),
    @Type(value = JournalEntry.Planned.class, name = "plan"),
    @Type(value = JournalEntry.StepStarted.class, name = "step-started"),
    @Type(value = JournalEntry.StepEnded.class, name = "step-ended"),
    @Type(value = JournalEntry.GateSeen.class, name = "gate"),
    @Type(value = JournalEntry.LogLine.class, name = "log"),
    @Type(value = JournalEntry.Action.class, name = "action")
})
public sealed interface JournalEntry {

    /** @param from null: it was ordered */
    record StateChanged(
            @Nullable String from, String to, @Nullable String detail) implements JournalEntry {}

    /** What was decided when its turn came; final states do not know it any more. */
    record Planned(Plan plan) implements JournalEntry {}

    /** Written before the step may touch anything. */
    record StepStarted(String step, int attempt, long fence) implements JournalEntry {}

    /** @param outcome what it led to, as {@code Switched}, or {@code Again} when it will be tried again */
    record StepEnded(
            String step,
            int attempt,
            String outcome,
            @Nullable String detail) implements JournalEntry {}

    /** @param outcome {@code PASSED}, {@code WARNED}, {@code FAILED} or {@code INCONCLUSIVE} */
    record GateSeen(String gate, String outcome, String detail, Map<String, Object> figures) implements JournalEntry {}

    record LogLine(String line) implements JournalEntry {}

    /** What a person did, or tried to. */
    record Action(
            String action,
            String by,
            String reason,
            @Nullable String refused) implements JournalEntry {}
}
