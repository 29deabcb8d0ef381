package ai.refit.llm.offline;

import ai.refit.contracts.model.Engine;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.analyst.Analyst;
import ai.refit.llm.analyst.Answer;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.analyst.PostingFindings;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.analyst.ResumeFindings;
import ai.refit.llm.judgement.ReportRules;
import ai.refit.llm.posting.PostingRules;
import ai.refit.llm.resume.ResumeRules;
import java.time.Clock;

/** Answers always, at once and for nothing. */
public final class OfflineAnalyst implements Analyst {

    /** Grows with the rules, so that results of older ones are not given again. */
    private static final String RULES = "rules-1";

    private static final Provenance BY_RULES = new Provenance(Engine.OFFLINE, RULES, false, null);

    private final ResumeRules resumes;
    private final PostingRules postings;
    private final ReportRules reports;

    public OfflineAnalyst(Aliases aliases, Clock clock) {
        this.resumes = new ResumeRules(aliases);
        this.postings = new PostingRules(aliases);
        this.reports = new ReportRules(aliases, clock);
    }

    @Override
    public Answer<ResumeFindings> readResume(String text, Assignment assignment) {
        return answer(resumes.read(text));
    }

    @Override
    public Answer<PostingFindings> readPosting(String text, Assignment assignment) {
        return answer(postings.read(text));
    }

    @Override
    public Answer<ReportFindings> judge(ReportMaterial material, Assignment assignment) {
        return answer(reports.judge(material));
    }

    private static <T> Answer<T> answer(T findings) {
        return new Answer<>(findings, BY_RULES, Usage.NONE);
    }
}
