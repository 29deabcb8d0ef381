package ai.refit.llm.resume;

import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.llm.analyst.ResumeFindings.CitedWork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads employments out of a section. A title with dates and no company is a further one in the company above, unless it
 * says otherwise.
 */
final class WorkReader {

    private final Entries entries;
    private final EmploymentHead heads;
    private final Words freelance;

    WorkReader(Entries entries, EmploymentHead heads, Words freelance) {
        this.freelance = freelance;
        this.entries = entries;
        this.heads = heads;
    }

    List<CitedWork> read(String text, List<Line> lines) {
        List<CitedWork> found = new ArrayList<>();
        CitedWork above = null;
        for (Entry entry : entries.of(lines)) {
            Employment employment = heads.read(entry);
            boolean dated = entry.dated().isPresent();
            boolean named = employment.company() != null
                    && (dated || employment.position() != null || !entry.said().isEmpty());
            if (!named && (employment.position() == null || !dated)) {
                continue;
            }
            CitedWork promotedFrom = named || isFreelance(employment.position()) ? null : above;
            String company = promotedFrom == null
                    ? employment.company()
                    : promotedFrom.work().company();
            Period period = entry.dated().orElse(new Period(null, null));
            var work = new WorkExperience(
                    company,
                    employment.position(),
                    employment.job(),
                    period.start(),
                    period.end(),
                    Prose.of(employment.rest(), employment.body()));
            var cited = new CitedWork(work, promotedFrom == null ? entry.quote(text) : promotedFrom.quote());
            found.add(cited);
            above = company == null ? above : cited;
        }
        return found;
    }

    private boolean isFreelance(@Nullable String position) {
        return position != null && freelance.standIn(position);
    }
}
