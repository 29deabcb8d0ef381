package ai.refit.llm.analyst;

import ai.refit.contracts.model.Source;
import ai.refit.contracts.report.Fulfillment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst judges of a résumé against a posting.
 *
 * @param assessments of the material's requirements, in their order
 * @param actions for the next two weeks, most urgent first
 * @param comment 300 characters at most
 * @param unverifiable what could not be told from the sources
 */
public record ReportFindings(
        List<Assessment> assessments,
        List<CitedPoint> strengths,
        String strengthsReason,
        List<CitedPoint> improvements,
        String improvementsReason,
        List<String> actions,
        String comment,
        List<String> unverifiable) {

    /** @param evidence null when nothing speaks for it, which only {@link Fulfillment#NOT_MET} may have */
    public record Assessment(
            String requirement,
            Fulfillment fulfillment,
            String reason,
            @Nullable Evidence evidence) {}

    /** @param evidence null for an improvement that rests on what is missing */
    public record CitedPoint(String text, @Nullable Evidence evidence) {}

    public record Evidence(Source source, String quote) {}
}
