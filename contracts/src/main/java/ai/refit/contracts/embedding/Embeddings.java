package ai.refit.contracts.embedding;

import java.util.List;

/** Vectors of unit length, in the order of the texts. Topic {@code embedding.finished}. */
public record Embeddings(String model, int dimension, List<float[]> embeddings) {}
