package ai.refit.embedding.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code refit.embedder.*}. All but the first concern ONNX models only.
 *
 * @param kind which embedder serves
 * @param directory of {@code model.onnx} and {@code tokenizer.json}; for kind {@code directory}
 * @param queryPrefix what stands before a query, {@code "query: "} for E5
 * @param passagePrefix what stands before a passage, {@code "passage: "} for E5
 * @param pooling mean, cls or max, as the model was trained
 * @param dimension keeps the first so many dimensions; all when absent
 * @param maxTokens longest window; longer texts are read in several
 * @param threads of one computation; as many as there are processors when absent
 * @param batchSize windows computed at a time
 */
@Validated
@ConfigurationProperties("refit.embedder")
record EmbedderProperties(
        @DefaultValue("static") EmbedderKind kind,
        @Nullable Path directory,
        @DefaultValue("") String queryPrefix,
        @DefaultValue("") String passagePrefix,
        @DefaultValue("mean") Pooling pooling,
        @Nullable Integer dimension,
        @DefaultValue("256") int maxTokens,
        @Nullable Integer threads,
        @DefaultValue("1") int batchSize) {

    EmbedderProperties {
        if (kind == EmbedderKind.DIRECTORY && directory == null) {
            throw new IllegalArgumentException(
                    "directory: missing (expected: a directory with model.onnx and tokenizer.json, for kind: directory)");
        }
        if (kind != EmbedderKind.DIRECTORY && directory != null) {
            throw new IllegalArgumentException("directory: " + directory + " (expected: only with kind: directory)");
        }
        within("dimension", dimension, 8, 4096);
        within("max-tokens", maxTokens, 16, 8192);
        within("threads", threads, 1, 256);
        within("batch-size", batchSize, 1, 256);
        shorterThan("query-prefix", queryPrefix);
        shorterThan("passage-prefix", passagePrefix);
    }

    OnnxSettings onnx() {
        return new OnnxSettings(
                queryPrefix,
                passagePrefix,
                pooling,
                dimension,
                maxTokens,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                batchSize);
    }

    private static void within(String name, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void shorterThan(String name, String value) {
        if (value.length() > 200) {
            throw new IllegalArgumentException(name + ": " + value.length() + " characters (expected: at most 200)");
        }
    }
}
