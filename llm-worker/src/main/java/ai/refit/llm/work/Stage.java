package ai.refit.llm.work;

/** What a person sees of work that goes on. */
enum Stage {
    FETCHING("fetching"),
    READING("reading"),
    MASKING("masking"),
    ANALYSING("analysing"),
    READING_POSTING("reading the posting"),
    COMPARING("comparing"),
    WRITING("writing"),
    WAITING("waiting to try again");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
