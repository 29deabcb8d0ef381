package ai.refit.llm.gemini;

import ai.refit.contracts.model.Engine;
import ai.refit.contracts.model.Provenance;
import ai.refit.llm.analyst.AnalystUnavailable;
import ai.refit.llm.analyst.Answer;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.budget.CallStore;
import ai.refit.llm.budget.KeptAnswer;
import ai.refit.llm.budget.Question;
import ai.refit.llm.budget.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What all conversations share, and those answers that need none since they were given before. */
final class Conversations {

    private final Lanes lanes;
    private final PaidCalls calls;
    private final CallStore store;
    private final UnaryOperator<String> modelPath;
    private final GeminiProperties properties;
    private final GenAiMetrics metrics;
    private final Clock clock;

    Conversations(
            Lanes lanes,
            PaidCalls calls,
            CallStore store,
            UnaryOperator<String> modelPath,
            GeminiProperties properties,
            GenAiMetrics metrics,
            Clock clock) {
        this.lanes = lanes;
        this.calls = calls;
        this.store = store;
        this.modelPath = modelPath;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    <T extends Record> Answer<T> hold(Inquiry<T> inquiry, Assignment assignment) {
        return new Conversation<>(this, inquiry, assignment).hold();
    }

    Lanes lanes() {
        return lanes;
    }

    PaidCalls calls() {
        return calls;
    }

    GeminiProperties properties() {
        return properties;
    }

    Requests requests() {
        return new Requests(properties.maxOutputTokens(), properties.thinkingBudget());
    }

    String modelPath(Lane lane) {
        return modelPath.apply(lane.model());
    }

    Duration remaining(Assignment assignment) {
        return Duration.between(clock.instant(), assignment.deadline());
    }

    /** What this task paid for already, whoever of the models gave it. */
    <T extends Record> Optional<Answer<T>> own(Inquiry<T> inquiry, Question question, Work work) {
        return store.findOwn(question, lanes.names(), work.taskId()).flatMap(kept -> reread(inquiry, kept, work));
    }

    /** What that model answered to the same caller. */
    <T extends Record> Optional<Answer<T>> kept(Inquiry<T> inquiry, Question question, Work work, Lane lane) {
        return store.find(question, List.of(lane.model())).flatMap(kept -> reread(inquiry, kept, work));
    }

    /** Empty when it was kept in a form that is no longer asked for. */
    private <T extends Record> Optional<Answer<T>> reread(Inquiry<T> inquiry, KeptAnswer kept, Work work) {
        return Reading.parse(kept.json(), inquiry) instanceof Reading.Usable<T>(T findings)
                ? Optional.of(answer(inquiry, findings, kept, work, "kept"))
                : Optional.empty();
    }

    /** @param source {@code kept} or {@code model} */
    <T extends Record> Answer<T> answer(Inquiry<T> inquiry, T findings, KeptAnswer kept, Work work, String source) {
        metrics.answered(inquiry.operation(), source);
        boolean fallback = !kept.model().equals(lanes.names().getFirst());
        var provenance = new Provenance(
                Engine.GEMINI,
                kept.madeBy() + " " + inquiry.prompt().version(),
                fallback,
                fallback ? "FALLBACK_MODEL" : null);
        return new Answer<>(findings, provenance, store.usage(work));
    }

    AnalystUnavailable unavailable(Inquiry<?> inquiry, Work work, String reason, String detail) {
        metrics.unavailable(inquiry.operation(), reason);
        return new AnalystUnavailable(reason, detail, store.usage(work));
    }
}
