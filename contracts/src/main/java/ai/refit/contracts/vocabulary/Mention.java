package ai.refit.contracts.vocabulary;

/**
 * A concept named in a text.
 *
 * @param start offset in the original text, in UTF-16 units
 * @param end offset after the last character, particles left out
 */
public record Mention(ConceptKind kind, String concept, int start, int end) {

    /** The concept as a term of the search index, such as {@code s:spring}. */
    public String term() {
        return kind.term(concept);
    }
}
