package ai.refit.llm.gemini;

import ai.refit.contracts.model.Usage;
import ai.refit.llm.analyst.Analyst;
import ai.refit.llm.analyst.AnalystUnavailable;
import ai.refit.llm.analyst.Answer;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.analyst.PostingFindings;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.budget.CallStore;
import ai.refit.llm.prompt.Prompts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Asks Gemini. What it cannot answer it refuses with one of these reasons: {@code NO_CREDENTIALS}, {@code BUDGET_EXCEEDED},
 * {@code DEADLINE_EXCEEDED}, or the name of the last {@link Fault}. After {@code CANCELED} nobody need answer.
 */
public final class GeminiAnalyst implements Analyst, AutoCloseable {

    public static final String NO_CREDENTIALS = "NO_CREDENTIALS";

    private final Prompts prompts = new Prompts();
    private final Optional<GeminiClient> client;
    private final Optional<Conversations> conversations;

    private GeminiAnalyst(Optional<GeminiClient> client, Optional<Conversations> conversations) {
        this.client = client;
        this.conversations = conversations;
    }

    /** @param apiKey empty: none */
    static GeminiAnalyst open(
            GeminiProperties properties, String apiKey, CallStore store, MeterRegistry meters, Clock clock) {
        Optional<GeminiClient> client = GeminiClient.open(properties, apiKey);
        return new GeminiAnalyst(client, client.map(open -> {
            var metrics = new GenAiMetrics(meters);
            return new Conversations(
                    Lanes.of(properties, metrics, meters),
                    new PaidCalls(open, store, properties.limits(), metrics),
                    store,
                    open::modelPath,
                    properties,
                    metrics,
                    clock);
        }));
    }

    /** Whether there are credentials; without them every question is refused with {@link #NO_CREDENTIALS}. */
    public boolean isConfigured() {
        return conversations.isPresent();
    }

    @Override
    public Answer<ResumeFindings> readResume(String text, Assignment assignment) {
        return ask(Inquiry.of("resume", prompts.resume(text), ResumeFindings.class, f -> List.of()), assignment);
    }

    @Override
    public Answer<PostingFindings> readPosting(String text, Assignment assignment) {
        return ask(Inquiry.of("posting", prompts.posting(text), PostingFindings.class, f -> List.of()), assignment);
    }

    @Override
    public Answer<ReportFindings> judge(ReportMaterial material, Assignment assignment) {
        int wanted = material.requirements().size();
        return ask(
                Inquiry.of("report", prompts.report(material), ReportFindings.class, findings -> {
                    int given = findings.assessments().size();
                    return given == wanted
                            ? List.of()
                            : List.of("/assessments: " + given + " items (expected: " + wanted
                                    + ", one for each entry of REQUIREMENTS, in that order)");
                }),
                assignment);
    }

    private <T extends Record> Answer<T> ask(Inquiry<T> inquiry, Assignment assignment) {
        return conversations
                .orElseThrow(() -> new AnalystUnavailable(
                        NO_CREDENTIALS,
                        "neither GEMINI_API_KEY nor credentials for GEMINI_PROJECT and GEMINI_LOCATION",
                        Usage.NONE))
                .hold(inquiry, assignment);
    }

    @Override
    public void close() {
        client.ifPresent(GeminiClient::close);
    }
}
