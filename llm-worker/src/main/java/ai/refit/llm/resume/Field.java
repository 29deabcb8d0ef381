package ai.refit.llm.resume;

/** What a label within a section announces; {@code fields.tsv} lists the words. */
enum Field {
    PERIOD,
    COMPANY,
    DEPARTMENT,
    POSITION,
    JOB,
    DUTY,
    ROLE,
    STACK,
    PROJECT,
    SCHOOL,
    MAJOR,
    DEGREE,
    STATUS,
    GPA,
    NAME,
    SCORE,
    ISSUER,
    PLACE,
    EMPLOYMENT,
    /** Team sizes, links and other things that no result has a place for. */
    SIZE
}
