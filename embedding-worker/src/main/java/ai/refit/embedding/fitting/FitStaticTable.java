package ai.refit.embedding.fitting;

import ai.refit.embedding.model.PieceTable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes the table of the static embedder. The same input gives the same bytes; nothing is drawn by chance. */
final class FitStaticTable {

    static final String FILE = "static-multilingual.table";
    private static final String NAME = "refit-static-multilingual-1";
    private static final int SKETCH_WIDTH = 128;
    private static final float SKETCH_SHARE = 0.5f;

    /** Smooth inverse frequency: a piece of this share of the text counts half. */
    private static final double COMMON = 0.003;

    /** A piece inside a word counts a little less: most are particles and endings. */
    private static final double CONTINUATION = 0.85;

    /** Covariance of running text against covariance of the vocabulary, where each piece counts the same. */
    private static final double TEXT_SHARE = 0.7;

    private final PrintWriter progress;
    private final int width;

    FitStaticTable(PrintWriter progress, int width) {
        this.progress = progress;
        this.width = width;
    }

    /**
     * @throws IllegalArgumentException when the width is more than the checkpoint's
     * @throws IOException when a file cannot be read, or is not what it should be
     */
    PieceTable fit(Path weights, Path corpusDirectory) throws IOException {
        say("reading " + corpusDirectory);
        var corpus = Corpus.read(corpusDirectory);
        say("reading " + weights);
        var folded = FoldedPieces.of(Checkpoint.open(weights));
        int given = folded.rows()[0].length;
        if (width > given) {
            throw new IllegalArgumentException(
                    "--width: " + width + " (expected: at most " + given + ", as wide as the checkpoint)");
        }
        say("counting %,d pieces in %,d sentences"
                .formatted(folded.pieces().size(), corpus.sentences().size()));
        var frequencies = Frequencies.of(folded, corpus);
        say("whitening");
        var uniform = new double[folded.rows().length];
        Arrays.fill(uniform, 1);
        var covariance = Whitening.blend(
                Whitening.covariance(folded.rows(), frequencies.pieces()),
                Whitening.covariance(folded.rows(), uniform),
                TEXT_SHARE);
        var directions = Whitening.directions(covariance, width);
        say("projecting");
        var rows = new float[folded.rows().length][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = projected(folded.rows()[row], directions, weight(folded, frequencies, row));
        }
        return PieceTable.of(NAME, folded.pieces(), rows, SKETCH_WIDTH, SKETCH_SHARE, gramWeights(frequencies.grams()));
    }

    void write(PieceTable table, Path output) throws IOException {
        Files.createDirectories(output);
        var file = output.resolve(FILE);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            table.write(out);
        }
        say("wrote %s: %,d bytes, %,d pieces of %d dimensions"
                .formatted(file, Files.size(file), table.pieces().size(), table.width()));
    }

    private static double weight(FoldedPieces folded, Frequencies frequencies, int row) {
        double weight = COMMON / (COMMON + frequencies.pieces()[row]);
        return folded.pieces().get(row).startsWith("##") ? CONTINUATION * weight : weight;
    }

    private static float[] projected(float[] row, double[][] directions, double weight) {
        var projected = new float[directions.length];
        for (int direction = 0; direction < directions.length; direction++) {
            double sum = 0;
            for (int at = 0; at < row.length; at++) {
                sum += row[at] * directions[direction][at];
            }
            projected[direction] = (float) (weight * sum);
        }
        return projected;
    }

    private static byte[] gramWeights(double[] grams) {
        var weights = new byte[grams.length];
        for (int bucket = 0; bucket < grams.length; bucket++) {
            weights[bucket] = (byte) Math.round(255 * COMMON / (COMMON + grams[bucket]));
        }
        return weights;
    }

    private void say(String what) {
        progress.println(what);
        progress.flush();
    }
}
