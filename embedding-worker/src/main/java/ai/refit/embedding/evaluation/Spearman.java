package ai.refit.embedding.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/** Rank correlation: whether two lists of numbers stand in the same order. */
final class Spearman {

    private Spearman() {}

    /** −1 to 1; equal numbers share the mean of their ranks; 0 when one list is constant. */
    static double of(double[] first, double[] second) {
        return pearson(ranks(first), ranks(second));
    }

    static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = (from + to) / 2.0 + 1;
            }
            from = to + 1;
        }
        return ranks;
    }

    private static double pearson(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double product = 0;
        double squareX = 0;
        double squareY = 0;
        for (int i = 0; i < x.length; i++) {
            product += (x[i] - meanX) * (y[i] - meanY);
            squareX += (x[i] - meanX) * (x[i] - meanX);
            squareY += (y[i] - meanY) * (y[i] - meanY);
        }
        return squareX == 0 || squareY == 0 ? 0 : product / Math.sqrt(squareX * squareY);
    }
}
