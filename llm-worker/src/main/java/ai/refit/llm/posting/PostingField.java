package ai.refit.llm.posting;

/** What a posting says of itself in one value. */
enum PostingField {
    TITLE,
    COMPANY,
    POSITION,
    EMPLOYMENT_TYPE,
    EXPERIENCE_LEVEL,
    EDUCATION
}
