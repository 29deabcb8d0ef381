package ai.refit.embedding.fitting;

import ai.refit.embedding.model.GramSketch;
import ai.refit.embedding.model.WordPieces;
import ai.refit.embedding.model.Words;
import java.util.BitSet;
import java.util.List;

/**
 * How common each word piece and each character gram is.
 *
 * @param pieces share of all pieces, smoothed by a Zipf law over the vocabulary's own order; sums to about 1
 * @param grams share of the sentences that hold a gram of this bucket
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one run of the tool
record Frequencies(double[] pieces, double[] grams) {

    /** How much the corpus counts against the Zipf law: it is small, and about programming only. */
    private static final double CORPUS_SHARE = 0.9;

    private static final int ZIPF_SHIFT = 10;

    static Frequencies of(FoldedPieces folded, Corpus corpus) {
        var cutter = new WordPieces(folded.pieces());
        var counts = new long[folded.pieces().size()];
        var grams = new double[GramSketch.BUCKETS];
        long total = 0;
        for (var sentence : corpus.sentences()) {
            var seen = new BitSet();
            for (var word : Words.of(sentence)) {
                for (int row : cutter.of(word)) {
                    counts[row]++;
                    total++;
                }
                GramSketch.buckets(word, seen::set);
            }
            seen.stream().forEach(bucket -> grams[bucket]++);
        }
        var zipf = zipf(folded.pieces());
        var shares = new double[counts.length];
        for (int row = 0; row < shares.length; row++) {
            shares[row] = CORPUS_SHARE * counts[row] / Math.max(1, total) + (1 - CORPUS_SHARE) * zipf[row];
        }
        for (int bucket = 0; bucket < grams.length; bucket++) {
            grams[bucket] /= Math.max(1, corpus.sentences().size());
        }
        return new Frequencies(shares, grams);
    }

    /** Half of the mass for Hangul pieces, half for the others, by rank among their own kind. */
    private static double[] zipf(List<String> pieces) {
        var shares = new double[pieces.size()];
        for (boolean hangul : new boolean[] {true, false}) {
            int rank = 0;
            double sum = 0;
            for (int row = 0; row < shares.length; row++) {
                if (FoldedPieces.isHangul(pieces.get(row)) == hangul) {
                    shares[row] = 1.0 / (rank++ + ZIPF_SHIFT);
                    sum += shares[row];
                }
            }
            for (int row = 0; row < shares.length; row++) {
                if (FoldedPieces.isHangul(pieces.get(row)) == hangul) {
                    shares[row] /= 2 * sum;
                }
            }
        }
        return shares;
    }
}
