package ai.refit.llm.work;

import ai.refit.contracts.analysis.AnalysisRequest;
import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.report.MentorFeedback.Assessment;
import ai.refit.contracts.report.Report;
import ai.refit.contracts.report.ReportRequest;
import ai.refit.contracts.report.ReportRequest.ChatMessage;
import ai.refit.llm.document.UnreadableDocument;
import ai.refit.llm.privacy.Masking;
import ai.refit.llm.report.ReportAssembly;
import ai.refit.llm.report.ReportMaterials;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From what was handed in or looked up to a report; résumé and posting are read first where they came as they are. */
@Component
class ReportWriting {

    private final ResumeReading resumes;
    private final PostingReading postings;
    private final Masking masking;
    private final Analysts analysts;
    private final ReportMaterials materials;
    private final ReportAssembly assembly;

    ReportWriting(
            ResumeReading resumes,
            PostingReading postings,
            Masking masking,
            Analysts analysts,
            ReportMaterials materials,
            ReportAssembly assembly) {
        this.resumes = resumes;
        this.postings = postings;
        this.masking = masking;
        this.analysts = analysts;
        this.materials = materials;
        this.assembly = assembly;
    }

    /** The posting's page or text; empty when the posting was read before. */
    String content(ReportRequest request, Course course) {
        return request.posting() != null || request.postingRequest() == null
                ? ""
                : postings.content(request.postingRequest(), course);
    }

    Report write(ReportRequest unmasked, String postingContent, Course course) {
        ReportRequest request = masked(unmasked);
        ResumeAnalysis resume = resume(request, course);
        JobPosting posting = posting(request, postingContent, course);
        course.reached(Stage.COMPARING, 50);
        var material = materials.of(request, resume, posting);
        course.reached(Stage.WRITING, 60);
        var answer = analysts.ask(analyst -> analyst.judge(material, course.assignment()));
        course.reached(Stage.WRITING, 95);
        Usage usage = answer.usage();
        if (resume != null && request.resume() == null) {
            usage = usage.plus(resume.usage());
        }
        if (request.posting() == null) {
            usage = usage.plus(posting.usage());
        }
        return assembly.assemble(request, resume, material, answer.findings(), answer.provenance(), usage);
    }

    private @Nullable ResumeAnalysis resume(ReportRequest request, Course course) {
        if (request.resume() != null || request.resumeText() == null) {
            return request.resume();
        }
        var analysis = new AnalysisRequest(request.resumeText(), null, request.names(), false);
        return resumes.read(resumes.content(analysis, null, course), analysis, course)
                .analysis();
    }

    private JobPosting posting(ReportRequest request, String content, Course course) {
        if (request.posting() != null) {
            return request.posting();
        }
        if (request.postingRequest() == null) {
            throw new UnreadableDocument("NOT_A_POSTING", "No posting was handed in.");
        }
        return postings.read(content, course);
    }

    private ReportRequest masked(ReportRequest request) {
        UnaryOperator<String> mask = text -> masking.mask(text, request.names()).text();
        return new ReportRequest(
                request.resume(),
                request.resumeText(),
                request.resumeNote(),
                request.posting(),
                request.postingRequest(),
                request.names(),
                request.userSkills(),
                request.mentorFeedback() == null ? null : masked(request.mentorFeedback(), mask),
                request.chat().stream()
                        .map(message -> new ChatMessage(message.fromMentor(), mask.apply(message.content())))
                        .toList());
    }

    private static MentorFeedback masked(MentorFeedback feedback, UnaryOperator<String> mask) {
        return new MentorFeedback(
                all(feedback.keyRequirements(), mask),
                feedback.requirementAssessments().stream()
                        .map(one -> new Assessment(
                                mask.apply(one.requirement()), one.fulfillment(), orNull(one.reason(), mask)))
                        .toList(),
                all(feedback.strengths(), mask),
                orNull(feedback.strengthsReason(), mask),
                all(feedback.improvements(), mask),
                orNull(feedback.improvementsReason(), mask),
                all(feedback.actionItems(), mask),
                feedback.jobFit(),
                feedback.passProbability(),
                orNull(feedback.overallComment(), mask));
    }

    private static List<String> all(List<String> texts, UnaryOperator<String> mask) {
        return texts.stream().map(mask).toList();
    }

    private static @Nullable String orNull(@Nullable String text, UnaryOperator<String> mask) {
        return text == null ? null : mask.apply(text);
    }
}
