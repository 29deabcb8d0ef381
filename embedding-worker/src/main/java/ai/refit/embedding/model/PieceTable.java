package ai.refit.embedding.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the static model knows: a row of 8-bit codes for each word piece (weight and projection already folded in), and
 * a weight for each bucket of character grams.
 *
 * <p>The file is big-endian: magic {@code RFPT}, version, name, counts, blend, then pieces, gram weights, row scales
 * and codes.
 *
 * @param name of the model; changes whenever the numbers do
 * @param pieces word pieces by row, continuations with a leading {@code ##}
 * @param width dimensions of a row
 * @param sketchWidth dimensions of the gram sketch that follow a row's
 * @param sketchShare weight of the sketch's similarity against the rows', which have 1
 * @param scales by row: what a code of 1 stands for
 * @param codes row after row
 * @param gramWeights by bucket, 0–255
 */
@SuppressWarnings("ArrayRecordComponent") // read-only after loading, and copying 14 MB on each access helps nobody
public record PieceTable(
        String name,
        List<String> pieces,
        int width,
        int sketchWidth,
        float sketchShare,
        float[] scales,
        byte[] codes,
        byte[] gramWeights) {

    /** Where the table that ships stands, beside this class. */
    static final String RESOURCE = "static-multilingual.table";

    private static final int MAGIC = 0x52465054;
    private static final int VERSION = 1;

    public PieceTable {
        if (scales.length != pieces.size()
                || codes.length != pieces.size() * width
                || gramWeights.length != GramSketch.BUCKETS) {
            throw new IllegalArgumentException("piece table: " + pieces.size() + " pieces of " + width
                    + " dimensions do not fit " + scales.length + " scales, " + codes.length + " codes and "
                    + gramWeights.length + " gram weights");
        }
        pieces = List.copyOf(pieces);
    }

    int dimension() {
        return width + sketchWidth;
    }

    /** Quantises rows to 8 bits, each with a scale of its own. */
    public static PieceTable of(
            String name, List<String> pieces, float[][] rows, int sketchWidth, float sketchShare, byte[] gramWeights) {
        int width = rows[0].length;
        var scales = new float[rows.length];
        var codes = new byte[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            float largest = 0;
            for (float value : rows[row]) {
                largest = Math.max(largest, Math.abs(value));
            }
            scales[row] = largest / 127;
            for (int at = 0; at < width && largest > 0; at++) {
                codes[row * width + at] = (byte) Math.round(rows[row][at] / scales[row]);
            }
        }
        return new PieceTable(name, pieces, width, sketchWidth, sketchShare, scales, codes, gramWeights);
    }

    /** The table that ships. */
    static PieceTable shipped() throws IOException {
        try (var in = PieceTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("the static embedder's table " + RESOURCE + " is not on the class path (expected"
                        + " beside " + PieceTable.class.getName() + ")");
            }
            return read(in);
        }
    }

    public static PieceTable read(InputStream source) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(source, 1 << 16));
        int magic = in.readInt();
        int version = in.readInt();
        if (magic != MAGIC || version != VERSION) {
            throw new IOException("not a piece table of version " + VERSION + ": magic " + Integer.toHexString(magic)
                    + ", version " + version);
        }
        var name = in.readUTF();
        int count = in.readInt();
        int width = in.readInt();
        int sketchWidth = in.readInt();
        float sketchShare = in.readFloat();
        var pieces = new String[count];
        for (int row = 0; row < count; row++) {
            pieces[row] = in.readUTF();
        }
        var gramWeights = exactly(in, GramSketch.BUCKETS);
        var scales = new float[count];
        ByteBuffer.wrap(exactly(in, count * Float.BYTES)).asFloatBuffer().get(scales);
        var codes = exactly(in, count * width);
        return new PieceTable(name, List.of(pieces), width, sketchWidth, sketchShare, scales, codes, gramWeights);
    }

    public void write(OutputStream target) throws IOException {
        var out = new DataOutputStream(target);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(name);
        out.writeInt(pieces.size());
        out.writeInt(width);
        out.writeInt(sketchWidth);
        out.writeFloat(sketchShare);
        for (var piece : pieces) {
            out.writeUTF(piece);
        }
        out.write(gramWeights);
        for (float scale : scales) {
            out.writeFloat(scale);
        }
        out.write(codes);
        out.flush();
    }

    private static byte[] exactly(DataInputStream in, int count) throws IOException {
        var bytes = in.readNBytes(count);
        if (bytes.length != count) {
            throw new IOException("the piece table ends early: " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }
}
