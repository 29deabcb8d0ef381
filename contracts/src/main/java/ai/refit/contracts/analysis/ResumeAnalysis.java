package ai.refit.contracts.analysis;

import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A résumé as it was read: the result of a task of kind {@code analysis}.
 *
 * @param educationLevel highest degree, such as {@code 학사} or {@code Bachelor}; null when none stands there
 * @param rawTextExcerpt the beginning of the masked text
 * @param confidence 0–100, computed from what was found and cited
 * @param masked how many pieces of personal data were masked, by kind
 * @param evidence where in the text each entry stands, by its JSON pointer into {@code content_json}
 * @param droppedClaims claims that cited what does not stand there
 * @param text the masked text, for reports on this résumé; null in what callers see
 */
public record ResumeAnalysis(
        boolean isFresher,
        @Nullable String educationLevel,
        ResumeContent contentJson,
        String rawTextExcerpt,
        int confidence,
        Map<String, Integer> masked,
        Map<String, List<Citation>> evidence,
        int droppedClaims,
        @Nullable String text,
        @JsonUnwrapped Provenance provenance,
        Usage usage) {}
