package ai.refit.llm.budget;

/**
 * What a call took.
 *
 * @param input all of the request
 * @param cached those of the input that the model had already
 * @param output with those it thought with
 */
public record Tokens(long input, long cached, long output) {

    public static final Tokens NONE = new Tokens(0, 0, 0);
}
