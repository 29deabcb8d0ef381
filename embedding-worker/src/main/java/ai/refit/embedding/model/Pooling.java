package ai.refit.embedding.model;

/** How the vectors of a window's tokens become one. Use what the model was trained with. */
enum Pooling {
    /** The mean over all tokens (MiniLM, E5). */
    MEAN {
        @Override
        float[] pool(float[][] tokens, int count) {
            var pooled = new float[tokens[0].length];
            for (int token = 0; token < count; token++) {
                for (int at = 0; at < pooled.length; at++) {
                    pooled[at] += tokens[token][at] / count;
                }
            }
            return pooled;
        }
    },
    /** The first token, which stands for the whole (BGE, GTE). */
    CLS {
        @Override
        float[] pool(float[][] tokens, int count) {
            return tokens[0].clone();
        }
    },
    /** The largest value of each dimension. */
    MAX {
        @Override
        float[] pool(float[][] tokens, int count) {
            var pooled = tokens[0].clone();
            for (int token = 1; token < count; token++) {
                for (int at = 0; at < pooled.length; at++) {
                    pooled[at] = Math.max(pooled[at], tokens[token][at]);
                }
            }
            return pooled;
        }
    };

    /** Of the first {@code count} tokens; the rest is padding. */
    abstract float[] pool(float[][] tokens, int count);
}
