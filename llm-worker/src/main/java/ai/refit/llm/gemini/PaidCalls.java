package ai.refit.llm.gemini;

import ai.refit.contracts.json.Json;
import ai.refit.llm.budget.CallEnd;
import ai.refit.llm.budget.CallStore;
import ai.refit.llm.budget.KeptAnswer;
import ai.refit.llm.budget.Limits;
import ai.refit.llm.budget.Question;
import ai.refit.llm.budget.Reservation;
import ai.refit.llm.budget.Tokens;
import ai.refit.llm.budget.Work;
import ai.refit.llm.gemini.Reading.None;
import ai.refit.llm.gemini.Reading.Unusable;
import ai.refit.llm.gemini.Reading.Usable;
import com.google.cloud.vertexai.api.GenerateContentRequest;
import com.google.cloud.vertexai.api.GenerateContentResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call, accounted for: its row before it is made, what it cost and its answer after it. */
final class PaidCalls {

    /** What came of a call. */
    sealed interface Outcome<T> {

        record Answered<T>(T findings, KeptAnswer kept) implements Outcome<T> {}

        record Broken<T>(Unusable<T> unusable) implements Outcome<T> {}

        /** @param pause that the service asks for */
        record Failed<T>(Fault fault, Duration pause) implements Outcome<T> {}

        record TooExpensive<T>(Reservation.Refused refusal) implements Outcome<T> {}
    }

    private static final Logger log = LoggerFactory.getLogger(PaidCalls.class);

    private final GeminiClient client;
    private final CallStore store;
    private final Limits limits;
    private final GenAiMetrics metrics;

    PaidCalls(GeminiClient client, CallStore store, Limits limits, GenAiMetrics metrics) {
        this.client = client;
        this.store = store;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** The breaker's permission is given; what the call says about the service is told to it. */
    <T extends Record> Outcome<T> call(
            Lane lane,
            Inquiry<T> inquiry,
            GenerateContentRequest request,
            Work work,
            Question question,
            Duration deadline,
            BooleanSupplier unwanted)
            throws InterruptedException {
        Reservation reservation =
                store.reserve(work, lane.model(), inquiry.prompt().version(), most(lane, request), limits);
        if (reservation instanceof Reservation.Refused refused) {
            lane.breaker().releasePermission();
            return new Outcome.TooExpensive<>(refused);
        }
        UUID callId = ((Reservation.Granted) reservation).callId();
        long start = System.nanoTime();
        try {
            GenerateContentResponse response = client.generate(request, deadline, unwanted);
            lane.answered(System.nanoTime() - start);
            return read(lane, inquiry, response, question, callId, start, work);
        } catch (CallFailed failure) {
            lane.failed(failure, System.nanoTime() - start);
            Fault fault = failure.fault();
            CallEnd end = end(fault.name(), Tokens.NONE, fault.isCostKnown() ? BigDecimal.ZERO : null, start);
            store.complete(callId, end);
            tell(lane, work, end, failure.status());
            return new Outcome.Failed<>(fault, failure.pause());
        }
    }

    private <T extends Record> Outcome<T> read(
            Lane lane,
            Inquiry<T> inquiry,
            GenerateContentResponse response,
            Question question,
            UUID callId,
            long start,
            Work work) {
        Tokens tokens = tokens(response);
        BigDecimal cost = lane.price().of(tokens);
        return switch (Reading.of(response, inquiry)) {
            case Usable<T>(T findings) -> {
                String version = response.getModelVersion();
                var kept =
                        new KeptAnswer(lane.model(), version.isEmpty() ? lane.model() : version, Json.text(findings));
                CallEnd end = end("ANSWERED", tokens, cost, start);
                store.complete(callId, end, question, kept);
                tell(lane, work, end, "");
                yield new Outcome.Answered<>(findings, kept);
            }
            case Unusable<T> unusable -> {
                CallEnd end = end(Fault.ANSWER_UNUSABLE.name(), tokens, cost, start);
                store.complete(callId, end);
                tell(lane, work, end, String.join("; ", unusable.complaints()));
                yield new Outcome.Broken<>(unusable);
            }
            case None<T>(Fault fault, String why) -> {
                CallEnd end = end(fault.name(), tokens, cost, start);
                store.complete(callId, end);
                tell(lane, work, end, why);
                yield new Outcome.Failed<>(fault, Duration.ZERO);
            }
        };
    }

    /** No token is shorter than a byte, and the answer is no longer than asked for. */
    private static BigDecimal most(Lane lane, GenerateContentRequest request) {
        return lane.price()
                .of(new Tokens(
                        request.getSerializedSize(),
                        0,
                        request.getGenerationConfig().getMaxOutputTokens()));
    }

    private static Tokens tokens(GenerateContentResponse response) {
        var usage = response.getUsageMetadata();
        return new Tokens(
                usage.getPromptTokenCount(),
                usage.getCachedContentTokenCount(),
                (long) usage.getCandidatesTokenCount() + usage.getThoughtsTokenCount());
    }

    private static CallEnd end(String outcome, Tokens tokens, @Nullable BigDecimal cost, long start) {
        return new CallEnd(outcome, tokens, cost, Duration.ofNanos(System.nanoTime() - start));
    }

    private void tell(Lane lane, Work work, CallEnd end, String why) {
        metrics.called(lane, end);
        var line = log.atInfo()
                .addKeyValue("task", work.taskId())
                .addKeyValue("operation", work.operation())
                .addKeyValue("model", lane.model())
                .addKeyValue("outcome", end.outcome())
                .addKeyValue("ms", end.duration().toMillis())
                .addKeyValue("input", end.tokens().input())
                .addKeyValue("output", end.tokens().output());
        (why.isEmpty() ? line : line.addKeyValue("why", why)).log("called");
    }
}
