package ai.refit.embedding.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Korean sentence pairs with a judged similarity, from a file of the test data. */
record SentencePairs(List<String> first, List<String> second, double[] judged) {

    /** Where the test data is; tests that want it are skipped where it is not. */
    static Path data() {
        var set = System.getenv("REFIT_TEST_DATA");
        return set == null ? Path.of("../../shared/data") : Path.of(set);
    }

    static SentencePairs read(Path file) throws IOException {
        var rows = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
        return new SentencePairs(
                rows.stream().map(row -> row[5]).toList(),
                rows.stream().map(row -> row[6]).toList(),
                rows.stream().mapToDouble(row -> Double.parseDouble(row[4])).toArray());
    }

    /** Rank correlation, times 100; equal values share their mean rank. */
    double spearman(double[] similarity) {
        return 100 * correlation(ranks(judged), ranks(similarity));
    }

    private static double[] ranks(double[] values) {
        var order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(at -> values[at]))
                .toList();
        var ranks = new double[values.length];
        for (int start = 0; start < values.length; ) {
            int end = start;
            while (end < values.length && values[order.get(end)] == values[order.get(start)]) {
                end++;
            }
            for (int at = start; at < end; at++) {
                ranks[order.get(at)] = (start + end - 1) / 2.0;
            }
            start = end;
        }
        return ranks;
    }

    private static double correlation(double[] first, double[] second) {
        double mean = (first.length - 1) / 2.0;
        double both = 0;
        double one = 0;
        double other = 0;
        for (int at = 0; at < first.length; at++) {
            both += (first[at] - mean) * (second[at] - mean);
            one += (first[at] - mean) * (first[at] - mean);
            other += (second[at] - mean) * (second[at] - mean);
        }
        return both / Math.sqrt(one * other);
    }
}
