package ai.refit.llm.prompt;

/**
 * A text that somebody else wrote.
 *
 * @param label what it is, in capitals, such as {@code RESUME}
 */
record Passage(String label, String text) {}
