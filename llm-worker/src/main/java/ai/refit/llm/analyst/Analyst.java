package ai.refit.llm.analyst;

/** Reads masked texts and judges. Blocks; for callers on virtual threads. */
public interface Analyst {

    /**
     * @param text a résumé, masked
     * @throws AnalystUnavailable when nobody can be asked now
     */
    Answer<ResumeFindings> readResume(String text, Assignment assignment);

    /**
     * @param text a posting, plain
     * @throws AnalystUnavailable when nobody can be asked now
     */
    Answer<PostingFindings> readPosting(String text, Assignment assignment);

    /** @throws AnalystUnavailable when nobody can be asked now */
    Answer<ReportFindings> judge(ReportMaterial material, Assignment assignment);
}
