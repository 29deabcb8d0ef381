package ai.refit.embedding.index;

import ai.refit.contracts.embedding.TextKind;
import ai.refit.embedding.model.Embedder;
import java.util.List;
import java.util.Locale;

/** A deterministic embedder without any model: each word gives its own direction, a text the sum of them. */
public final class HashEmbedder implements Embedder {

    private static final int DIMENSION = 64;

    @Override
    public String name() {
        return "hash";
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public float[][] embed(List<String> texts, TextKind kind) {
        return texts.stream().map(HashEmbedder::vector).toArray(float[][]::new);
    }

    private static float[] vector(String text) {
        float[] sum = new float[DIMENSION];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (word.isEmpty()) {
                continue;
            }
            var random = new java.util.Random(word.hashCode());
            for (int i = 0; i < DIMENSION; i++) {
                sum[i] += (float) random.nextGaussian();
            }
        }
        double length = 0;
        for (float value : sum) {
            length += value * value;
        }
        for (int i = 0; i < DIMENSION && length > 0; i++) {
            sum[i] /= (float) Math.sqrt(length);
        }
        return sum;
    }

    @Override
    public void close() {}
}
