package ai.refit.contracts.model;

/**
 * The words of a source on which a claim rests; they stand in it, letter by letter but for white space.
 *
 * @param source what is cited
 * @param quote as it stands in the masked text
 * @param start offset of the first character in the masked text, in UTF-16 units
 */
public record Citation(Source source, String quote, int start) {}
