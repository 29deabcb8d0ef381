package ai.refit.contracts.report;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.posting.PostingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report to be written. Schema {@code inputs}; never a message. What the caller named by id has been looked up.
 *
 * @param resume an earlier analysis, with its text; null when there is none
 * @param resumeText a résumé that is yet to be analysed; null when there is none
 * @param resumeNote why no résumé is used though one was named, for {@code reliability}; null otherwise
 * @param posting an earlier reading; null when {@code postingRequest} is to be read first
 * @param names of people that are masked wherever they stand
 * @param userSkills what the person says to know
 * @param chat what was said between mentee and mentor, oldest first
 */
public record ReportRequest(
        @Nullable ResumeAnalysis resume,
        @Nullable String resumeText,
        @Nullable String resumeNote,
        @Nullable JobPosting posting,
        @Nullable PostingRequest postingRequest,
        List<String> names,
        List<String> userSkills,
        @Nullable MentorFeedback mentorFeedback,
        List<ChatMessage> chat) {

    /** @param fromMentor null when it is not known who said it */
    public record ChatMessage(@Nullable Boolean fromMentor, String content) {}

    @SuppressWarnings("NullAway") // JSON gives null for an absent list
    public ReportRequest {
        names = names == null ? List.of() : List.copyOf(names);
        userSkills = userSkills == null ? List.of() : List.copyOf(userSkills);
        chat = chat == null ? List.of() : List.copyOf(chat);
    }
}
