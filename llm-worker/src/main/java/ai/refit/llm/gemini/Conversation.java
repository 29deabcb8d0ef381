package ai.refit.llm.gemini;

import ai.refit.llm.analyst.AnalystUnavailable;
import ai.refit.llm.analyst.Answer;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.budget.KeptAnswer;
import ai.refit.llm.budget.Question;
import ai.refit.llm.budget.Work;
import ai.refit.llm.gemini.AdaptiveLimit.Permit;
import ai.refit.llm.gemini.PaidCalls.Outcome;
import ai.refit.llm.gemini.PaidCalls.Outcome.Answered;
import ai.refit.llm.gemini.PaidCalls.Outcome.Broken;
import ai.refit.llm.gemini.PaidCalls.Outcome.Failed;
import ai.refit.llm.gemini.PaidCalls.Outcome.TooExpensive;
import com.google.cloud.vertexai.api.GenerateContentRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work, from the first model to an answer or to the end of the plan. Before each call: an answer kept, a place
 * among the calls, a breaker that is closed, money. After it: the fault's cure.
 */
final class Conversation<T extends Record> {

    /** No answer comes in less. */
    private static final Duration SHORTEST_CALL = Duration.ofMillis(200);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Conversations shared;
    private final Inquiry<T> inquiry;
    private final Assignment assignment;
    private final Work work;
    private final Question question;
    private Plan plan;
    private Fault last = Fault.MODEL_UNAVAILABLE;
    private boolean repaired;
    private Reading.@Nullable Unusable<T> toRepair;

    Conversation(Conversations shared, Inquiry<T> inquiry, Assignment assignment) {
        this.shared = shared;
        this.inquiry = inquiry;
        this.assignment = assignment;
        this.work = new Work(assignment.taskId(), inquiry.operation(), assignment.attempt());
        String caller = assignment.caller();
        this.question = new Question(
                caller == null ? "" : caller,
                inquiry.prompt().version(),
                inquiry.prompt().digest());
        this.plan = Plan.of(shared.lanes().all().size(), shared.properties().attempts());
    }

    Answer<T> hold() {
        try {
            Optional<Answer<T>> answer = shared.own(inquiry, question, work);
            while (answer.isEmpty()) {
                if (plan.isOver()) {
                    throw unavailable(last.name(), "after all attempts");
                }
                answer = ask(shared.lanes().all().get(plan.model()));
            }
            return answer.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + inquiry.operation() + " was asked for");
        }
    }

    private Optional<Answer<T>> ask(Lane lane) throws InterruptedException {
        if (plan.asked() == 0) {
            Optional<Answer<T>> kept = shared.kept(inquiry, question, work, lane);
            if (kept.isPresent()) {
                return kept;
            }
        }
        checkStillWanted();
        // Half of the time that is left for waiting, the other half for the call.
        Permit permit = lane.limit().acquire(shared.remaining(assignment).dividedBy(2), assignment.unwanted());
        checkStillWanted();
        if (permit == null) {
            last = Fault.RATE_LIMITED;
            plan = plan.nextModel();
            return Optional.empty();
        }
        if (!lane.breaker().tryAcquirePermission()) {
            lane.limit().ended();
            last = Fault.MODEL_UNAVAILABLE;
            plan = plan.nextModel();
            return Optional.empty();
        }
        return learn(lane, call(lane, permit));
    }

    /** Gives the permit back with what was learned, however the call ends. */
    private Outcome<T> call(Lane lane, Permit permit) throws InterruptedException {
        Outcome<T> outcome = null;
        try {
            outcome = shared.calls()
                    .call(
                            lane,
                            inquiry,
                            request(lane),
                            work,
                            question,
                            shorter(shared.properties().callDeadline(), shared.remaining(assignment)),
                            assignment.unwanted());
            return outcome;
        } finally {
            switch (outcome) {
                case Answered<T> _ -> lane.limit().succeeded(permit);
                case Failed<T>(Fault fault, Duration pause)
                when fault == Fault.RATE_LIMITED ->
                    lane.limit()
                            .overloaded(
                                    permit,
                                    jittered(longer(pause, shared.properties().pause())));
                case null -> {
                    // It broke off, so that nothing was learned of the service.
                    lane.breaker().releasePermission();
                    lane.limit().ended();
                }
                default -> lane.limit().ended();
            }
        }
    }

    private Optional<Answer<T>> learn(Lane lane, Outcome<T> outcome) throws InterruptedException {
        toRepair = null;
        switch (outcome) {
            case Answered<T>(T findings, KeptAnswer kept) -> {
                return Optional.of(shared.answer(inquiry, findings, kept, work, "model"));
            }
            case TooExpensive<T>(var refusal) ->
                throw unavailable(
                        "BUDGET_EXCEEDED",
                        "limit of a " + refusal.limit() + ": "
                                + refusal.allowed().toPlainString() + " USD, spent or reserved: "
                                + refusal.spent().toPlainString());
            case Broken<T>(var unusable) -> {
                last = Fault.ANSWER_UNUSABLE;
                plan = plan.spent();
                if (repaired) {
                    plan = plan.nextModel();
                } else {
                    repaired = true;
                    toRepair = unusable;
                }
            }
            case Failed<T>(Fault fault, Duration _) -> {
                last = fault;
                plan = plan.spent();
                switch (fault.cure()) {
                    case AGAIN -> again(lane, fault);
                    case REPAIR, ANOTHER_MODEL -> plan = plan.nextModel();
                    case NONE -> throw unavailable(fault.name(), "no use in asking again");
                }
            }
        }
        return Optional.empty();
    }

    private void again(Lane lane, Fault fault) throws InterruptedException {
        plan = plan.again();
        boolean sameModel = !plan.isOver() && shared.lanes().all().get(plan.model()) == lane;
        // Who was too many waits for a place instead.
        if (sameModel && fault != Fault.RATE_LIMITED) {
            pause(jittered(shared.properties().pause()));
        }
    }

    private GenerateContentRequest request(Lane lane) {
        var first = shared.requests().first(shared.modelPath(lane), inquiry);
        return toRepair == null ? first : shared.requests().repair(first, toRepair);
    }

    private void pause(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() - end < 0) {
            checkStillWanted();
            Thread.sleep(shorter(LOOK_EVERY, Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
        }
    }

    private void checkStillWanted() {
        if (assignment.unwanted().getAsBoolean()) {
            throw unavailable(Fault.CANCELED.name(), "nobody wants the answer any more");
        }
        if (shared.remaining(assignment).compareTo(SHORTEST_CALL) < 0) {
            throw unavailable("DEADLINE_EXCEEDED", "no time left for a call; the last fault: " + last);
        }
    }

    private AnalystUnavailable unavailable(String reason, String detail) {
        return shared.unavailable(inquiry, work, reason, detail);
    }

    private static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
