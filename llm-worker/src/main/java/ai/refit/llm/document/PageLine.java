package ai.refit.llm.document;

/**
 * A line of a page.
 *
 * @param place on the page, 0 at its top to 1 at its bottom
 * @param apart whether a blank line stands before it
 */
record PageLine(String text, float place, boolean apart) {

    PageLine following() {
        return new PageLine(text, place, false);
    }
}
