package ai.refit.llm.analyst;

/**
 * Something said of a text.
 *
 * @param text what is said
 * @param quote the words of the text on which it rests, as they stand there
 */
public record Claim(String text, String quote) {}
