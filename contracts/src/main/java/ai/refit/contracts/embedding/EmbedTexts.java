package ai.refit.contracts.embedding;

import java.util.List;

/**
 * Vectors for texts. Topic {@code embedding.requested}, key {@code task_id}.
 *
 * @param input 1–256 texts
 * @param kind {@code query} or {@code passage}
 */
public record EmbedTexts(List<String> input, TextKind kind) {
    public EmbedTexts {
        input = List.copyOf(input);
    }
}
