package ai.refit.embedding.model;

import ai.refit.contracts.embedding.TextKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The default embedder: no neural network at run time. A text's vector is the sum of its word pieces' rows in a
 * {@link PieceTable}, made of length 1, followed by the {@link GramSketch} of its words, made of length √share; then
 * the whole is made of length 1. Queries and passages are embedded alike; nothing is cut, whatever the length.
 *
 * <p>Texts in a script that the table does not hold have the sketch alone. A text without any word gives the zero
 * vector, which is similar to nothing.
 */
public final class StaticEmbedder implements Embedder {

    /** Words keep their pieces until this many are kept; then all are dropped, which costs a few milliseconds. */
    private static final int KEPT_WORDS = 50_000;

    private static final int KEPT_LENGTH = 32;

    private final PieceTable table;
    private final WordPieces pieces;
    private final ConcurrentHashMap<String, Word> kept = new ConcurrentHashMap<>();

    StaticEmbedder(PieceTable table) {
        this.table = table;
        this.pieces = new WordPieces(table.pieces());
    }

    /** With the table that ships. */
    public static StaticEmbedder shipped() {
        try {
            return new StaticEmbedder(PieceTable.shipped());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the static embedder's table cannot be read", unreadable);
        }
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public int dimension() {
        return table.dimension();
    }

    @Override
    public float[][] embed(List<String> texts, TextKind kind) {
        return texts.stream().map(this::embed).toArray(float[][]::new);
    }

    private float[] embed(String text) {
        var meaning = new float[table.width()];
        var spelling = new float[table.sketchWidth()];
        for (var written : Words.of(text)) {
            var word = wordOf(written);
            for (int row : word.rows()) {
                addRow(row, meaning);
            }
            word.addTo(spelling);
        }
        UnitVectors.stretch(meaning, 1);
        UnitVectors.stretch(spelling, Math.sqrt(table.sketchShare()));
        var whole = new float[table.dimension()];
        System.arraycopy(meaning, 0, whole, 0, meaning.length);
        System.arraycopy(spelling, 0, whole, meaning.length, spelling.length);
        UnitVectors.stretch(whole, 1);
        return whole;
    }

    private void addRow(int row, float[] sum) {
        float scale = table.scales()[row];
        var codes = table.codes();
        int offset = row * sum.length;
        for (int at = 0; at < sum.length; at++) {
            sum[at] += scale * codes[offset + at];
        }
    }

    private Word wordOf(String text) {
        var known = kept.get(text);
        if (known != null) {
            return known;
        }
        var sketch = new float[table.sketchWidth()];
        GramSketch.add(text, table.gramWeights(), sketch);
        var word = Word.of(pieces.of(text), sketch);
        if (text.length() <= KEPT_LENGTH) {
            if (kept.size() >= KEPT_WORDS) {
                kept.clear();
            }
            kept.put(text, word);
        }
        return word;
    }

    @Override
    public void close() {
        kept.clear();
    }

    /** What one word adds: rows of the table, and the sketch's places that are not zero. */
    @SuppressWarnings("ArrayRecordComponent") // seen by the embedder only
    private record Word(int[] rows, short[] places, float[] amounts) {

        static Word of(int[] rows, float[] sketch) {
            int count = 0;
            for (float amount : sketch) {
                count += amount == 0 ? 0 : 1;
            }
            var places = new short[count];
            var amounts = new float[count];
            int next = 0;
            for (int place = 0; place < sketch.length; place++) {
                if (sketch[place] != 0) {
                    places[next] = (short) place;
                    amounts[next++] = sketch[place];
                }
            }
            return new Word(rows, places, amounts);
        }

        void addTo(float[] sketch) {
            for (int at = 0; at < places.length; at++) {
                sketch[places[at]] += amounts[at];
            }
        }
    }
}
