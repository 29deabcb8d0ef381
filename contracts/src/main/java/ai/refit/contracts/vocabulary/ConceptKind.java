package ai.refit.contracts.vocabulary;

/** What a concept of the tables is. The letter is its prefix in the search index. */
public enum ConceptKind {
    OCCUPATION('o'),
    /** What a title is about: backend, marketing, 핀테크. */
    DOMAIN('d'),
    /** What one does there: developer, planner, 간호사. */
    ROLE('r'),
    SKILL('s'),
    /** Seniority; it never decides whether two titles are the same job. */
    LEVEL('l');

    private final char letter;

    ConceptKind(char letter) {
        this.letter = letter;
    }

    String term(String concept) {
        return letter + ":" + concept;
    }
}
