package ai.refit.llm.document;

/**
 * A document as plain text: lines in reading order, a blank line between blocks, cells of a table's row divided by tabs.
 *
 * @param pages 1 for a text
 * @param hidden characters left out because a person does not see them
 */
public record DocumentText(String text, Origin origin, int pages, int hidden) {

    /** A text with nothing hidden in it. */
    public DocumentText(String text, Origin origin, int pages) {
        this(text, origin, pages, 0);
    }

    /** How the text was got. */
    public enum Origin {
        TEXT,
        PDF,
        /** Read from an image. */
        OCR
    }
}
