package ai.refit.embedding.model;

import ai.refit.contracts.embedding.TextKind;
import java.util.List;

/** Turns texts into vectors. Thread-safe. */
public interface Embedder extends AutoCloseable {

    /** Names model and table; vectors of different names are not comparable. */
    String name();

    int dimension();

    /**
     * One vector a text, in the same order, each of length 1. A text without anything the model knows gives the zero
     * vector.
     */
    float[][] embed(List<String> texts, TextKind kind);

    @Override
    void close();
}
