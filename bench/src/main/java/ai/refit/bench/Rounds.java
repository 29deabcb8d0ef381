package ai.refit.bench;

import java.util.Arrays;
import java.util.List;

/** The same figure measured several times. */
record Rounds(List<Double> values) {

    Rounds {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = List.copyOf(values);
    }

    static Rounds of(double... values) {
        return new Rounds(Arrays.stream(values).boxed().toList());
    }

    /** The middle one; of an even number the mean of the middle two. */
    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double lowest() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double highest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Round by round, so that what disturbs a whole round disturbs both alike. */
    Rounds dividedBy(Rounds others) {
        if (values.size() != others.values.size()) {
            throw new IllegalArgumentException(values.size() + " rounds against " + others.values.size());
        }
        double[] ratios = new double[values.size()];
        Arrays.setAll(ratios, i -> values.get(i) / others.values.get(i));
        return of(ratios);
    }
}
