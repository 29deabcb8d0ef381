package ai.refit.llm.analyst;

import ai.refit.contracts.analysis.ResumeContent.Project;
import ai.refit.contracts.analysis.ResumeContent.WorkExperience;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a résumé, in its order; see {@link ai.refit.contracts.analysis.ResumeContent} for the forms.
 *
 * @param isResume whether it is one at all
 * @param educationLevel highest degree, null when none stands there
 */
public record ResumeFindings(
        boolean isResume,
        @Nullable String educationLevel,
        List<CitedWork> work,
        List<CitedProject> projects,
        List<Claim> education,
        List<Claim> awards,
        List<Claim> certifications,
        List<Claim> etc,
        List<Claim> skills) {

    /** @param quote the line that names it */
    public record CitedWork(WorkExperience work, String quote) {}

    /** @param quote the line that names it */
    public record CitedProject(Project project, String quote) {}
}
