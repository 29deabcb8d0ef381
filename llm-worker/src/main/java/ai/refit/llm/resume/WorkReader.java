package ai.refit.llm.resume;

import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import ai.refit.llm.analyst.ResumeFindings.CitedWork;
import java.util.ArrayList;
import java.util.List;

/** Reads employments out of a section. */
final class WorkReader {

    private final Entries entries;
    private final EmploymentHead heads;

    WorkReader(Entries entries, EmploymentHead heads) {
        this.entries = entries;
        this.heads = heads;
    }

    List<CitedWork> read(String text, List<Line> lines) {
        List<CitedWork> found = new ArrayList<>();
        for (Entry entry : entries.of(lines)) {
            Employment employment = heads.read(entry);
            boolean named = employment.company() != null
                    && (entry.dated().isPresent()
                            || employment.position() != null
                            || !entry.said().isEmpty());
            if (!named && (employment.position() == null || entry.dated().isEmpty())) {
                continue;
            }
            Period period = entry.dated().orElse(new Period(null, null));
            var work = new WorkExperience(
                    employment.company(),
                    employment.position(),
                    employment.job(),
                    period.start(),
                    period.end(),
                    Prose.of(employment.rest(), employment.body()));
            found.add(new CitedWork(work, entry.quote(text)));
        }
        return found;
    }
}
