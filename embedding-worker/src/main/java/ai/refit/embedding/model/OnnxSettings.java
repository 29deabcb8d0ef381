package ai.refit.embedding.model;

import org.jspecify.annotations.Nullable;

/**
 * How an ONNX model is fed and read.
 *
 * @param queryPrefix what stands before a query, {@code "query: "} for E5; may be empty
 * @param passagePrefix what stands before a passage, {@code "passage: "} for E5; may be empty
 * @param dimension how many dimensions are kept; all when absent
 * @param maxTokens longest window
 * @param threads for one batch
 * @param batchSize windows at a time; with an 8-bit model more than 1 lets a vector depend a little on its neighbours
 */
record OnnxSettings(
        String queryPrefix,
        String passagePrefix,
        Pooling pooling,
        @Nullable Integer dimension,
        int maxTokens,
        int threads,
        int batchSize) {

    /** Changes with what a vector depends on. */
    String fingerprint() {
        return Integer.toHexString(
                String.join("\n", queryPrefix, passagePrefix, pooling.name(), dimension + " " + maxTokens)
                        .hashCode());
    }
}
