package ai.refit.llm.work;

import ai.refit.contracts.model.Engine;
import ai.refit.contracts.model.Provenance;
import ai.refit.llm.analyst.Analyst;
import ai.refit.llm.analyst.AnalystUnavailable;
import ai.refit.llm.analyst.Answer;
import ai.refit.llm.gemini.GeminiAnalyst;
import ai.refit.llm.offline.OfflineAnalyst;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the language model, and the rules when it cannot be asked. */
@Component
class Analysts {

    private static final Logger log = LoggerFactory.getLogger(Analysts.class);

    private final GeminiAnalyst gemini;
    private final OfflineAnalyst offline;
    private final MeterRegistry metrics;

    Analysts(GeminiAnalyst gemini, OfflineAnalyst offline, MeterRegistry metrics) {
        this.gemini = gemini;
        this.offline = offline;
        this.metrics = metrics;
    }

    /** Who would answer if nothing went wrong. */
    Engine wanted() {
        return gemini.isConfigured() ? Engine.GEMINI : Engine.OFFLINE;
    }

    <T> Answer<T> ask(Function<Analyst, Answer<T>> question) {
        AnalystUnavailable unavailable;
        try {
            return question.apply(gemini);
        } catch (AnalystUnavailable reason) {
            if (reason.reason().equals("CANCELED")) {
                throw new Unwanted();
            }
            unavailable = reason;
        }
        metrics.counter("refit.answers.degraded", "reason", unavailable.reason())
                .increment();
        if (gemini.isConfigured()) {
            log.atWarn().addKeyValue("reason", unavailable.getMessage()).log("the rules answer instead of the model");
        }
        Answer<T> answer = question.apply(offline);
        var provenance =
                new Provenance(answer.provenance().engine(), answer.provenance().model(), true, unavailable.reason());
        return new Answer<>(answer.findings(), provenance, unavailable.usage().plus(answer.usage()));
    }
}
