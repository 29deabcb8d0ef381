package ai.refit.embedding.fitting;

import java.util.List;

/**
 * Where a tensor stands.
 *
 * @param type TensorFlow's number of the element type; 1 is a 32-bit float
 * @param offset in bytes
 */
record Tensor(int type, List<Long> shape, long offset) {

    private static final int FLOAT = 1;

    Tensor {
        shape = List.copyOf(shape);
    }

    boolean isFloatMatrix() {
        return type == FLOAT && shape.size() == 2;
    }
}
