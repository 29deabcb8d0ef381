package ai.refit.embedding.fitting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * The rows that are kept: Hangul and ASCII pieces, with those that differ in letter case only made one (their mean,
 * weighted by 1/id, for BERT's ids follow frequency), because people write {@code AWS}, {@code Aws} and {@code aws}.
 *
 * @param pieces in lower case, most frequent first
 * @param ranks smallest id of each
 * @param rows as in the checkpoint
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one run of the tool
record FoldedPieces(List<String> pieces, int[] ranks, float[][] rows) {

    static FoldedPieces of(Checkpoint checkpoint) throws IOException {
        var merged = new LinkedHashMap<String, Merged>();
        var vocabulary = checkpoint.vocabulary();
        checkpoint.wordEmbeddings((id, row) -> {
            var piece = vocabulary.get(id);
            if (isKept(piece)) {
                merged.computeIfAbsent(piece.toLowerCase(Locale.ROOT), lower -> new Merged(id, row.length))
                        .add(row, 1.0 / Math.max(1, id));
            }
        });
        if (merged.isEmpty()) {
            throw new IOException(checkpoint.jar() + ": no Hangul or ASCII piece in the vocabulary");
        }
        return new FoldedPieces(
                new ArrayList<>(merged.keySet()),
                merged.values().stream().mapToInt(Merged::rank).toArray(),
                merged.values().stream().map(Merged::mean).toArray(float[][]::new));
    }

    private static boolean isKept(String piece) {
        boolean special = piece.length() > 1 && piece.startsWith("[") && piece.endsWith("]");
        boolean slot = piece.equals("<S>") || piece.equals("<T>");
        return !piece.isEmpty() && !special && !slot && piece.chars().allMatch(FoldedPieces::isHangulOrAscii);
    }

    private static boolean isHangulOrAscii(int character) {
        return (character > ' ' && character < 0x7f)
                || Character.UnicodeScript.of(character) == Character.UnicodeScript.HANGUL;
    }

    static boolean isHangul(String piece) {
        return Character.UnicodeScript.of(piece.codePointBefore(piece.length())) == Character.UnicodeScript.HANGUL;
    }

    private static final class Merged {
        private final int rank;
        private final double[] sum;
        private double weights;

        Merged(int rank, int width) {
            this.rank = rank;
            this.sum = new double[width];
        }

        void add(float[] row, double weight) {
            for (int at = 0; at < sum.length; at++) {
                sum[at] += weight * row[at];
            }
            weights += weight;
        }

        int rank() {
            return rank;
        }

        float[] mean() {
            var mean = new float[sum.length];
            for (int at = 0; at < sum.length; at++) {
                mean[at] = (float) (sum[at] / weights);
            }
            return mean;
        }
    }
}
