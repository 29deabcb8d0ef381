package ai.refit.embedding.model;

/** Which embedder serves. */
enum EmbedderKind {
    /** The word-piece table that ships: Korean and English, microseconds a text. */
    STATIC,
    /** The packaged all-MiniLM-L6-v2: English only. */
    MINILM,
    /** A sentence transformer's {@code model.onnx} and {@code tokenizer.json} in a directory, such as multilingual-e5. */
    DIRECTORY
}
