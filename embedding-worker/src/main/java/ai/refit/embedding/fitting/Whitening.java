package ai.refit.embedding.fitting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Turns rows onto the strongest directions of a covariance and makes the spread along each the same, so that the few
 * directions that all words share (frequency, script) stop drowning the ones that carry meaning.
 */
final class Whitening {

    private static final int SWEEPS = 40;
    private static final double SETTLED = 1e-10;

    private Whitening() {}

    /** Covariance of weighted rows, scaled to trace 1. */
    static double[][] covariance(float[][] rows, double[] weights) {
        int width = rows[0].length;
        double total = Arrays.stream(weights).sum();
        var mean = new double[width];
        for (int row = 0; row < rows.length; row++) {
            for (int at = 0; at < width; at++) {
                mean[at] += weights[row] / total * rows[row][at];
            }
        }
        var covariance = new double[width][width];
        var centred = new double[width];
        for (int row = 0; row < rows.length; row++) {
            for (int at = 0; at < width; at++) {
                centred[at] = rows[row][at] - mean[at];
            }
            for (int at = 0; at < width; at++) {
                double factor = weights[row] / total * centred[at];
                var line = covariance[at];
                for (int other = at; other < width; other++) {
                    line[other] += factor * centred[other];
                }
            }
        }
        double trace =
                IntStream.range(0, width).mapToDouble(at -> covariance[at][at]).sum();
        for (int at = 0; at < width; at++) {
            for (int other = at; other < width; other++) {
                covariance[at][other] /= trace;
                covariance[other][at] = covariance[at][other];
            }
        }
        return covariance;
    }

    static double[][] blend(double[][] first, double[][] second, double share) {
        var blend = new double[first.length][first.length];
        for (int row = 0; row < first.length; row++) {
            for (int at = 0; at < first.length; at++) {
                blend[row][at] = share * first[row][at] + (1 - share) * second[row][at];
            }
        }
        return blend;
    }

    /** The directions, strongest first, each divided by the root of its variance. */
    static double[][] directions(double[][] covariance, int count) {
        var turned = orthogonalised(covariance);
        var variances = Arrays.stream(turned)
                .mapToDouble(line -> Math.sqrt(dot(line, line)))
                .toArray();
        return IntStream.range(0, turned.length)
                .boxed()
                .sorted(Comparator.comparingDouble(line -> -variances[line]))
                .limit(count)
                .map(line -> scaled(turned[line], 1 / (variances[line] * Math.sqrt(variances[line]))))
                .toArray(double[][]::new);
    }

    /**
     * One-sided Jacobi: turns pairs of rows until all are orthogonal. Of a symmetric matrix without negative
     * eigenvalues the rows end as eigenvectors, each as long as its eigenvalue.
     */
    private static double[][] orthogonalised(double[][] symmetric) {
        var rows = Arrays.stream(symmetric).map(double[]::clone).toArray(double[][]::new);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double worst = 0;
            for (int first = 0; first < rows.length; first++) {
                for (int second = first + 1; second < rows.length; second++) {
                    worst = Math.max(worst, turn(rows[first], rows[second]));
                }
            }
            if (worst < SETTLED) {
                return rows;
            }
        }
        return rows;
    }

    /** Returns the cosine the two had before. */
    private static double turn(double[] first, double[] second) {
        double a = dot(first, first);
        double b = dot(second, second);
        double c = dot(first, second);
        if (a * b == 0) {
            return 0;
        }
        double cosine = Math.abs(c) / Math.sqrt(a * b);
        if (cosine < SETTLED) {
            return cosine;
        }
        double zeta = (b - a) / (2 * c);
        double tangent = Math.copySign(1 / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta)), zeta);
        double cos = 1 / Math.sqrt(1 + tangent * tangent);
        double sin = cos * tangent;
        for (int at = 0; at < first.length; at++) {
            double x = first[at];
            double y = second[at];
            first[at] = cos * x - sin * y;
            second[at] = sin * x + cos * y;
        }
        return cosine;
    }

    private static double dot(double[] first, double[] second) {
        // Four sums, so that the loop need not wait for each addition.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int at = 0;
        for (; at + 3 < first.length; at += 4) {
            a += first[at] * second[at];
            b += first[at + 1] * second[at + 1];
            c += first[at + 2] * second[at + 2];
            d += first[at + 3] * second[at + 3];
        }
        for (; at < first.length; at++) {
            a += first[at] * second[at];
        }
        return a + b + c + d;
    }

    private static double[] scaled(double[] vector, double factor) {
        return Arrays.stream(vector).map(value -> value * factor).toArray();
    }
}
