package ai.refit.llm.work;

import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.posting.PostingRequest;
import ai.refit.llm.document.UnreadableDocument;
import ai.refit.llm.fetch.Accepts;
import ai.refit.llm.fetch.Fetcher;
import ai.refit.llm.posting.PostingAssembly;
import ai.refit.llm.posting.PostingText;
import ai.refit.llm.privacy.Masking;
import java.util.List;
import org.springframework.stereotype.Component;

/** From a URL or a text to a posting; contact data of recruiters is masked like everybody's. */
@Component
class PostingReading {

    private final Fetcher fetcher;
    private final PostingText pages;
    private final Masking masking;
    private final Analysts analysts;
    private final PostingAssembly assembly;

    PostingReading(Fetcher fetcher, PostingText pages, Masking masking, Analysts analysts, PostingAssembly assembly) {
        this.fetcher = fetcher;
        this.pages = pages;
        this.masking = masking;
        this.analysts = analysts;
        this.assembly = assembly;
    }

    /** The page or text as it is. */
    String content(PostingRequest request, Course course) {
        if (request.text() != null) {
            return request.text();
        }
        if (request.url() == null) {
            throw new UnreadableDocument("NOT_A_POSTING", "Neither a text nor a URL was handed in.");
        }
        course.reached(Stage.FETCHING, 5);
        return fetcher.fetch(request.url(), Accepts.POSTING).text();
    }

    JobPosting read(String content, Course course) {
        course.reached(Stage.READING_POSTING, 20);
        String text = masking.mask(pages.read(content), List.of()).text();
        var answer = analysts.ask(analyst -> analyst.readPosting(text, course.assignment()));
        return assembly.assemble(text, answer.findings(), answer.provenance(), answer.usage());
    }
}
