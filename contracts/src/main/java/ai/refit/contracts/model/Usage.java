package ai.refit.contracts.model;

/**
 * What a task's calls of language models took, failed ones included.
 *
 * @param cachedInputTokens those of the input tokens that cost less, since the model had them already
 * @param costUsd by the price list in the settings
 * @param repeatedCalls calls that were paid for again since a worker died
 */
public record Usage(
        int calls, long inputTokens, long cachedInputTokens, long outputTokens, double costUsd, int repeatedCalls) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                calls + other.calls,
                inputTokens + other.inputTokens,
                cachedInputTokens + other.cachedInputTokens,
                outputTokens + other.outputTokens,
                costUsd + other.costUsd,
                repeatedCalls + other.repeatedCalls);
    }
}
