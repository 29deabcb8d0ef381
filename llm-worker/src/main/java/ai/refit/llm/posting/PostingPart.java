package ai.refit.llm.posting;

/** What a posting's lines below one heading are about. */
enum PostingPart {
    RESPONSIBILITIES,
    REQUIREMENTS,
    PREFERRED,
    TECHS,
    /** A heading within a part, after which the part goes on. */
    SAME,
    OTHER
}
