package ai.refit.embedding.model;

/** Vectors made of a given length, in place. */
final class UnitVectors {

    private UnitVectors() {}

    /** A zero vector stays as it is. */
    static void stretch(float[] vector, double length) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares == 0) {
            return;
        }
        float factor = (float) (length / Math.sqrt(squares));
        for (int at = 0; at < vector.length; at++) {
            vector[at] *= factor;
        }
    }
}
