package ai.refit.llm.resume;

/** The parts of a résumé, by what their headings announce; {@code headings.tsv} lists the words. */
enum Section {
    PROFILE,
    SUMMARY,
    WORK,
    PROJECTS,
    EDUCATION,
    TRAINING,
    AWARDS,
    CERTIFICATIONS,
    LANGUAGES,
    SKILLS,
    MILITARY,
    ACTIVITIES,
    PUBLICATIONS
}
