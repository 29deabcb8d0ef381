package ai.refit.llm.resume;

/**
 * A date or a range of dates in a line.
 *
 * @param start offset in the line
 * @param end offset after the last character
 */
record Dated(int start, int end, Period period) {

    boolean isRange() {
        return period.end() != null;
    }

    /** The line without it. A tab stands where it stood, so that what is before and after stays apart. */
    String cutFrom(String line) {
        return line.substring(0, start) + "\t" + line.substring(end);
    }
}
