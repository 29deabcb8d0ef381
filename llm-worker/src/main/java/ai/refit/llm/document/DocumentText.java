package ai.refit.llm.document;

/**
 * A document as plain text: lines in reading order, a blank line between blocks, cells of a table's row divided by tabs.
 *
 * @param pages 1 for a text
 */
public record DocumentText(String text, Origin origin, int pages) {

    /** How the text was got. */
    public enum Origin {
        TEXT,
        PDF,
        /** Read from an image. */
        OCR
    }
}
