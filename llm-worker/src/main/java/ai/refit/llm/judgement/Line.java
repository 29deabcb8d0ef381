package ai.refit.llm.judgement;

import ai.refit.llm.analyst.ReportFindings.Evidence;
import ai.refit.llm.report.Technology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line that the mentee wrote.
 *
 * @param owner company or project; null when it belongs to none
 * @param technologies that it says to be known
 */
record Line(Place place, @Nullable String owner, Evidence evidence, List<Technology> technologies) {

    /** Where a line stands, the most telling first. */
    enum Place {
        WORK,
        PROJECT,
        /** Elsewhere in the résumé, such as its list of skills. */
        LISTED,
        CHAT;

        /** Whether it tells what was done, not only that it is known. */
        boolean isDeed() {
            return this == WORK || this == PROJECT;
        }
    }

    String text() {
        return evidence.quote();
    }
}
