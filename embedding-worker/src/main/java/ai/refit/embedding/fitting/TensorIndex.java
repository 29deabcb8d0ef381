package ai.refit.embedding.fitting;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the index of a TensorFlow checkpoint: an uncompressed LevelDB table from tensor name to a small protocol-buffer
 * message (type 1, shape 2, offset 4).
 */
final class TensorIndex {

    private static final int FOOTER = 48;
    private static final int UNCOMPRESSED = 0;

    private TensorIndex() {}

    static Map<String, Tensor> parse(byte[] file) throws IOException {
        if (file.length < FOOTER) {
            throw new IOException("tensor index: " + file.length + " bytes (expected: a LevelDB table)");
        }
        try {
            var footer = ByteBuffer.wrap(file, file.length - FOOTER, FOOTER);
            skipHandle(footer);
            var tensors = new TreeMap<String, Tensor>();
            for (var block : entries(file, Handle.read(footer))) {
                for (var entry : entries(file, Handle.read(ByteBuffer.wrap(block.value())))) {
                    if (entry.key().length > 0) { // the empty key is the header
                        tensors.put(new String(entry.key(), StandardCharsets.UTF_8), tensor(entry.value()));
                    }
                }
            }
            return tensors;
        } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException broken) {
            throw new IOException("tensor index: not an uncompressed LevelDB table", broken);
        }
    }

    private static void skipHandle(ByteBuffer in) {
        Handle.read(in);
    }

    /** Keys share a prefix with the key before. */
    private static List<Entry> entries(byte[] file, Handle block) throws IOException {
        int end = Math.toIntExact(block.offset() + block.size());
        if (file[end] != UNCOMPRESSED) {
            throw new IOException("tensor index: a block is compressed (expected: uncompressed)");
        }
        int restarts =
                ByteBuffer.wrap(file, end - 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
        var in = ByteBuffer.wrap(
                file, Math.toIntExact(block.offset()), Math.toIntExact(block.size()) - 4 - 4 * restarts);
        var entries = new ArrayList<Entry>();
        var before = new byte[0];
        while (in.hasRemaining()) {
            int shared = (int) varint(in);
            int own = (int) varint(in);
            var value = new byte[(int) varint(in)];
            var key = Arrays.copyOf(before, shared + own);
            in.get(key, shared, own);
            in.get(value);
            entries.add(new Entry(key, value));
            before = key;
        }
        return entries;
    }

    private static Tensor tensor(byte[] message) throws IOException {
        int type = 0;
        long offset = 0;
        List<Long> shape = List.of();
        for (var field : fields(message)) {
            switch (field.number()) {
                case 1 -> type = (int) field.value();
                case 2 -> shape = shape(field.bytes());
                case 4 -> offset = field.value();
                default -> {}
            }
        }
        return new Tensor(type, shape, offset);
    }

    private static List<Long> shape(byte[] message) throws IOException {
        var sizes = new ArrayList<Long>();
        for (var dimension : fields(message)) {
            if (dimension.number() == 2) {
                for (var field : fields(dimension.bytes())) {
                    if (field.number() == 1) {
                        sizes.add(field.value());
                    }
                }
            }
        }
        return sizes;
    }

    private static List<Field> fields(byte[] message) throws IOException {
        var in = ByteBuffer.wrap(message);
        var fields = new ArrayList<Field>();
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            int number = tag >>> 3;
            fields.add(
                    switch (tag & 7) {
                        case 0 -> new Field(number, varint(in), new byte[0]);
                        case 2 -> new Field(number, 0, bytes(in, (int) varint(in)));
                        case 5 -> new Field(number, 0, bytes(in, 4));
                        default -> throw new IOException("tensor index: wire type " + (tag & 7) + " is not expected");
                    });
        }
        return fields;
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        var bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private record Handle(long offset, long size) {
        static Handle read(ByteBuffer in) {
            return new Handle(varint(in), varint(in));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for one parse
    private record Entry(byte[] key, byte[] value) {}

    @SuppressWarnings("ArrayRecordComponent") // lives for one parse
    private record Field(int number, long value, byte[] bytes) {}
}
