package ai.refit.llm.work;

import ai.refit.contracts.analysis.AnalysisRequest;
import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.llm.analyst.Answer;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.document.DocumentReader;
import ai.refit.llm.document.DocumentText;
import ai.refit.llm.document.UnreadableDocument;
import ai.refit.llm.fetch.Accepts;
import ai.refit.llm.fetch.Fetcher;
import ai.refit.llm.privacy.Masked;
import ai.refit.llm.privacy.Masking;
import ai.refit.llm.resume.ResumeAssembly;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From a file, a URL or a text to an analysis; only masked text reaches an analyst. */
@Component
class ResumeReading {

    private final Fetcher fetcher;
    private final DocumentReader documents;
    private final Masking masking;
    private final Analysts analysts;
    private final ResumeAssembly assembly;

    ResumeReading(
            Fetcher fetcher, DocumentReader documents, Masking masking, Analysts analysts, ResumeAssembly assembly) {
        this.fetcher = fetcher;
        this.documents = documents;
        this.masking = masking;
        this.analysts = analysts;
        this.assembly = assembly;
    }

    /**
     * What was handed in, fetched if need be.
     *
     * @param isText else a PDF
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Content(byte[] bytes, boolean isText) {}

    Content content(AnalysisRequest request, byte @Nullable [] file, Course course) {
        if (file != null) {
            return new Content(file, false);
        }
        if (request.text() != null) {
            return new Content(request.text().getBytes(StandardCharsets.UTF_8), true);
        }
        if (request.fileUrl() == null) {
            throw new UnreadableDocument("EMPTY_DOCUMENT", "Neither a file nor a text nor a URL was handed in.");
        }
        course.reached(Stage.FETCHING, 5);
        return new Content(fetcher.fetch(request.fileUrl(), Accepts.PDF).bytes(), false);
    }

    /** @param unmasked the same with personal data in it; null when the request does not ask for that */
    record Read(ResumeAnalysis analysis, @Nullable ResumeAnalysis unmasked) {}

    Read read(Content content, AnalysisRequest request, Course course) {
        course.reached(Stage.READING, 15);
        DocumentText document = content.isText()
                ? documents.ofText(new String(content.bytes(), StandardCharsets.UTF_8))
                : documents.read(content.bytes());
        course.reached(Stage.MASKING, 30);
        Masked masked = masking.mask(document.text(), request.names());
        course.reached(Stage.ANALYSING, 40);
        var answer = analysts.ask(analyst -> analyst.readResume(masked.text(), course.assignment()));
        course.reached(Stage.WRITING, 90);
        return new Read(
                assembled(document, masked, answer, false),
                request.unmasked() ? assembled(document, masked, answer, true) : null);
    }

    private ResumeAnalysis assembled(
            DocumentText document, Masked masked, Answer<ResumeFindings> answer, boolean reveal) {
        return assembly.assemble(document, masked, answer.findings(), reveal, answer.provenance(), answer.usage());
    }
}
