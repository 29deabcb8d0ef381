package ai.refit.llm.document;

/**
 * A character where it stands on a page; points, from the left and from the top.
 *
 * @param y of the baseline
 * @param size of its font as it is seen
 * @param space how wide a space is in its font
 * @param direction of writing in degrees
 */
record Glyph(String text, float x, float y, float width, float size, float space, float direction) {

    float right() {
        return x + width;
    }
}
