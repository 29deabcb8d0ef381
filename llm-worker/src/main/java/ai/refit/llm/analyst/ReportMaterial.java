package ai.refit.llm.analyst;

import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.report.Report.TechCoverage;
import ai.refit.contracts.report.ReportRequest.ChatMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report is judged from; all texts are masked.
 *
 * @param korean whether the report is written in Korean, else in English
 * @param resumeText null when there is no résumé
 * @param requirements those to be assessed, in the order of the report: three at most
 * @param coverage computed already
 */
public record ReportMaterial(
        boolean korean,
        @Nullable String resumeText,
        @Nullable ResumeContent resume,
        JobPosting posting,
        List<String> userSkills,
        @Nullable MentorFeedback feedback,
        List<ChatMessage> chat,
        List<String> requirements,
        TechCoverage coverage) {}
