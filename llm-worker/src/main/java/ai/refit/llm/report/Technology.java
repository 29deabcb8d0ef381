package ai.refit.llm.report;

/**
 * A technology as somebody calls it.
 *
 * @param key equal for all names of the same technology, in both languages
 * @param name as it is spelled there
 */
public record Technology(String key, String name) {}
