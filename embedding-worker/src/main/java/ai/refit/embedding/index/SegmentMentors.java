package ai.refit.embedding.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in memory of each mentor of a segment: the vector in a byte a dimension, small enough to look at all of
 * them, and what decides whether they may be shown. How a vector is coded depends on itself alone, so that all instances
 * find the same, however their mentors are spread over segments.
 */
final class SegmentMentors {

    /** Null where there is none. */
    private final byte[] @Nullable [] codes;

    private final float[] scales;
    private final long[] users;
    private final FixedBitSet closed;
    private final FixedBitSet verified;

    SegmentMentors(LeafReader reader) throws IOException {
        int documents = reader.maxDoc();
        codes = new byte[documents][];
        scales = new float[documents];
        users = new long[documents];
        closed = having(reader, Audience.CLOSED);
        verified = having(reader, Audience.VERIFIED);
        NumericDocValues userIds = DocValues.getNumeric(reader, MentorDocument.USER);
        for (int at = userIds.nextDoc(); at != DocIdSetIterator.NO_MORE_DOCS; at = userIds.nextDoc()) {
            users[at] = userIds.longValue();
        }
        BinaryDocValues vectors = DocValues.getBinary(reader, MentorDocument.VECTOR);
        for (int at = vectors.nextDoc(); at != DocIdSetIterator.NO_MORE_DOCS; at = vectors.nextDoc()) {
            var code = Code.of(floats(vectors.binaryValue()));
            codes[at] = code.bytes();
            scales[at] = code.scale();
        }
    }

    /**
     * A vector of bytes whose product with its scale is near the vector it stands for.
     *
     * @param scale the largest absolute value / 127
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Code(byte[] bytes, float scale) {

        static Code of(float[] vector) {
            float largest = Float.MIN_NORMAL;
            for (float value : vector) {
                largest = Math.max(largest, Math.abs(value));
            }
            float scale = largest / Byte.MAX_VALUE;
            var bytes = new byte[vector.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(vector[i] / scale);
            }
            return new Code(bytes, scale);
        }
    }

    /**
     * Offers the mentors with a vector who may be shown.
     *
     * @param live those not deleted; null when none is
     * @param base of this segment's documents in the index
     */
    void scan(Code sought, @Nullable Bits live, int base, int from, int to, Audience audience, Nearest nearest) {
        for (int at = from; at < to; at++) {
            byte[] code = codes[at];
            if (code != null && (live == null || live.get(at)) && mayBeShown(at, audience)) {
                float cosine = VectorUtil.dotProduct(sought.bytes(), code) * sought.scale() * scales[at];
                nearest.offer(base + at, users[at], cosine);
            }
        }
    }

    boolean mayBeShown(int document, Audience audience) {
        return audience.includes(users[document], closed.get(document), verified.get(document));
    }

    int size() {
        return users.length;
    }

    long userId(int document) {
        return users[document];
    }

    /** The vector as it was given, without loss. */
    static BytesRef bytes(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return new BytesRef(bytes.array());
    }

    /** The inverse of {@link #bytes}. */
    static float[] floats(BytesRef bytes) {
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(vector);
        return vector;
    }

    private static FixedBitSet having(LeafReader reader, Term term) throws IOException {
        var having = new FixedBitSet(reader.maxDoc());
        PostingsEnum postings = reader.postings(term, PostingsEnum.NONE);
        if (postings != null) {
            having.or(postings);
        }
        return having;
    }
}
