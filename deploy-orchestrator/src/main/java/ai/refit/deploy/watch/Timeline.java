package ai.refit.deploy.watch;

import ai.refit.deploy.deployment.JournalEntry.Action;
import ai.refit.deploy.deployment.JournalEntry.GateSeen;
import ai.refit.deploy.deployment.JournalEntry.LogLine;
import ai.refit.deploy.deployment.JournalEntry.Planned;
import ai.refit.deploy.deployment.JournalEntry.StateChanged;
import ai.refit.deploy.deployment.JournalEntry.StepEnded;
import ai.refit.deploy.deployment.JournalEntry.StepStarted;
import ai.refit.deploy.deployment.JournalStore.Written;
import ai.refit.deploy.lifecycle.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's journal as spans of time. Log lines are left out.
 *
 * @param plan null: none was recorded yet
 */
record Timeline(
        List<StateSpan> states,
        List<StepSpan> steps,
        List<GateSight> gates,
        List<OperatorAction> actions,
        @Nullable Plan plan) {

    /** An attempt that has no end although a later one began: whoever made it died. */
    static final String INTERRUPTED = "Interrupted";

    /**
     * @param until null: it is in this state now
     * @param detail why it was entered
     */
    record StateSpan(
            String state,
            Instant since,
            @Nullable Instant until,
            @Nullable String detail) {

        StateSpan closed(Instant moment) {
            return new StateSpan(state, since, moment, detail);
        }
    }

    /**
     * What was done in one state.
     *
     * @param outcome of the last attempt; null: it is under way
     */
    record StepSpan(
            String step,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String outcome,
            @Nullable String detail,
            List<Attempt> attempts) {}

    /** @param endedAt null: it is under way, or was interrupted */
    record Attempt(
            int attempt,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String outcome,
            @Nullable String detail) {}

    record GateSight(Instant at, String gate, String outcome, String detail, Map<String, Object> figures) {}

    record OperatorAction(
            Instant at,
            String action,
            String by,
            String reason,
            @Nullable String refused) {}

    static Timeline of(List<Written> journal) {
        var builder = new Builder();
        journal.forEach(builder::add);
        return builder.built();
    }

    private static final class Builder {

        private final List<StateSpan> states = new ArrayList<>();
        private final List<StepSpan> steps = new ArrayList<>();
        private final List<GateSight> gates = new ArrayList<>();
        private final List<OperatorAction> actions = new ArrayList<>();
        private final List<Attempt> attempts = new ArrayList<>();
        private String step = "";
        private @Nullable Plan plan;

        void add(Written written) {
            Instant at = written.at();
            switch (written.entry()) {
                case StateChanged e -> enter(e, at);
                case StepStarted e -> start(e, at);
                case StepEnded e -> end(e, at);
                case GateSeen e -> gates.add(new GateSight(at, e.gate(), e.outcome(), e.detail(), e.figures()));
                case Action e -> actions.add(new OperatorAction(at, e.action(), e.by(), e.reason(), e.refused()));
                case Planned e -> plan = e.plan();
                case LogLine _ -> {}
            }
        }

        /** What is done after the end does not change the state, and is no new one. */
        private void enter(StateChanged entry, Instant at) {
            closeStep();
            if (states.isEmpty() || !states.getLast().state().equals(entry.to())) {
                if (!states.isEmpty()) {
                    states.add(states.removeLast().closed(at));
                }
                states.add(new StateSpan(entry.to(), at, null, entry.detail()));
            }
        }

        private void start(StepStarted entry, Instant at) {
            if (!entry.step().equals(step)) {
                closeStep();
            }
            step = entry.step();
            if (!attempts.isEmpty() && attempts.getLast().outcome() == null) {
                Attempt broken = attempts.removeLast();
                attempts.add(new Attempt(broken.attempt(), broken.startedAt(), null, INTERRUPTED, null));
            }
            attempts.add(new Attempt(entry.attempt(), at, null, null, null));
        }

        private void end(StepEnded entry, Instant at) {
            if (!entry.step().equals(step)) {
                closeStep();
                step = entry.step();
            }
            // A deployment that waits for its turn begins nothing: its step is told only when it led somewhere.
            boolean told = attempts.isEmpty() || attempts.getLast().outcome() != null;
            Instant startedAt = told ? inStateSince(at) : attempts.removeLast().startedAt();
            attempts.add(new Attempt(entry.attempt(), startedAt, at, entry.outcome(), entry.detail()));
        }

        private Instant inStateSince(Instant otherwise) {
            return states.isEmpty() ? otherwise : states.getLast().since();
        }

        private void closeStep() {
            if (!attempts.isEmpty()) {
                Attempt last = attempts.getLast();
                steps.add(new StepSpan(
                        step,
                        states.isEmpty() ? "" : states.getLast().state(),
                        attempts.getFirst().startedAt(),
                        last.endedAt(),
                        last.outcome(),
                        last.detail(),
                        List.copyOf(attempts)));
                attempts.clear();
            }
            step = "";
        }

        Timeline built() {
            closeStep();
            return new Timeline(
                    List.copyOf(states), List.copyOf(steps), List.copyOf(gates), List.copyOf(actions), plan);
        }
    }
}
