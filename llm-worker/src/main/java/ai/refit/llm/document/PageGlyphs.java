package ai.refit.llm.document;

import java.util.List;

/**
 * What is seen on a page, in the order in which it is drawn.
 *
 * @param hidden characters that a person does not see
 * @param unknown characters of which the file does not say what they mean
 * @param pictures how much of the page images cover, 0 to 1
 */
record PageGlyphs(List<Glyph> glyphs, int hidden, int unknown, double pictures, float height) {

    private static final double MOSTLY = 0.5;
    private static final double COVERED = 0.2;

    /** Whether it must be read as an image: it is one, or its characters mean nothing. */
    boolean needsRecognition() {
        long letters = glyphs.stream().filter(glyph -> !glyph.text().isBlank()).count();
        return letters == 0 && pictures > COVERED || unknown > 10 && unknown > MOSTLY * (letters + unknown);
    }
}
