package ai.refit.embedding.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a command that choose an embedder, as the settings {@code refit.embedder.*} do for the service. */
public final class EmbedderOptions {

    @Option(
            names = "--embedder",
            paramLabel = "static|minilm|DIR",
            defaultValue = "static",
            description = "The embedder: a kind, or a directory of model.onnx and tokenizer.json"
                    + " (default: ${DEFAULT-VALUE}).")
    private String embedder = "static";

    @Option(names = "--query-prefix", paramLabel = "TEXT", defaultValue = "", description = "\"query: \" for E5.")
    private String queryPrefix = "";

    @Option(names = "--passage-prefix", paramLabel = "TEXT", defaultValue = "", description = "\"passage: \" for E5.")
    private String passagePrefix = "";

    @Option(names = "--pooling", paramLabel = "mean|cls|max", description = "As the model was trained (default: mean).")
    private Pooling pooling = Pooling.MEAN;

    @Option(names = "--dimension", paramLabel = "N", description = "Keeps the first N dimensions (default: all).")
    private @Nullable Integer dimension;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "256",
            description = "Longest window; longer texts are read in several (default: ${DEFAULT-VALUE}).")
    private int maxTokens = 256;

    /** @throws IllegalArgumentException when an option is out of bounds, or the model cannot be read */
    public Embedder open() {
        EmbedderKind kind = switch (embedder) {
            case "static" -> EmbedderKind.STATIC;
            case "minilm" -> EmbedderKind.MINILM;
            default -> EmbedderKind.DIRECTORY;
        };
        Path directory = kind == EmbedderKind.DIRECTORY ? Path.of(embedder) : null;
        return EmbedderConfiguration.open(new EmbedderProperties(
                kind, directory, queryPrefix, passagePrefix, pooling, dimension, maxTokens, null, 1));
    }
}
