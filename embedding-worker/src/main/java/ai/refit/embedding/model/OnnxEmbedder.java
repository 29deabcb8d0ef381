package ai.refit.embedding.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.refit.contracts.embedding.TextKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Embeds with a sentence transformer in ONNX form. A text longer than the model reads is cut into overlapping windows,
 * whose vectors are added by their share of the text (by the largest value under max pooling). A blank text gives the
 * zero vector.
 */
final class OnnxEmbedder implements Embedder {

    static {
        // The tokenizer library would otherwise report its use, and look for natives outside its jar.
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("ai.djl.offline", "true");
    }

    private final String name;
    private final OnnxSettings settings;
    private final HuggingFaceTokenizer tokenizer;
    private final OnnxModel model;
    private final TokenWindows queries;
    private final TokenWindows passages;
    private final int dimension;

    private OnnxEmbedder(String name, OnnxSettings settings, HuggingFaceTokenizer tokenizer, OnnxModel model) {
        this.name = name;
        this.settings = settings;
        this.tokenizer = tokenizer;
        this.model = model;
        this.queries = windows(settings.queryPrefix());
        this.passages = windows(settings.passagePrefix());
        // The longest window is tried at once, so that a max-tokens past the model's positions is refused at start.
        int given = model.embed(queries.of(new long[settings.maxTokens()]).subList(0, 1))[0].length;
        this.dimension = Objects.requireNonNullElse(settings.dimension(), given);
        if (dimension > given) {
            throw new IllegalArgumentException(
                    "refit.embedder.dimension: " + dimension + " (expected: at most the model's " + given + ")");
        }
    }

    /** @throws IllegalArgumentException or IllegalStateException, saying which file or setting does not fit */
    static OnnxEmbedder open(ModelFiles files, OnnxSettings settings) {
        var tokenizer = files.tokenizer();
        var model = OnnxModel.load(files, settings.pooling(), settings.threads());
        try {
            return new OnnxEmbedder(files.fingerprint() + "-" + settings.fingerprint(), settings, tokenizer, model);
        } catch (RuntimeException refused) {
            model.close();
            tokenizer.close();
            throw refused;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public float[][] embed(List<String> texts, TextKind kind) {
        var pieces = new ArrayList<Piece>();
        for (int text = 0; text < texts.size(); text++) {
            for (var window : windowsOf(texts.get(text), kind)) {
                pieces.add(new Piece(text, window));
            }
        }
        // Windows of like length together: little padding.
        pieces.sort(Comparator.comparingInt(piece -> piece.window().tokens().length));
        var sums = new float[texts.size()][];
        for (int start = 0; start < pieces.size(); start += settings.batchSize()) {
            var batch = pieces.subList(start, Math.min(start + settings.batchSize(), pieces.size()));
            var vectors = model.embed(batch.stream().map(Piece::window).toList());
            for (int at = 0; at < vectors.length; at++) {
                add(sums, batch.get(at), vectors[at]);
            }
        }
        return Arrays.stream(sums).map(this::finished).toArray(float[][]::new);
    }

    private List<TokenWindows.Window> windowsOf(String text, TextKind kind) {
        if (text.isBlank()) {
            return List.of();
        }
        return switch (kind) {
            case QUERY -> queries.of(body(settings.queryPrefix() + text));
            case PASSAGE -> passages.of(body(settings.passagePrefix() + text));
        };
    }

    private void add(float[][] sums, Piece piece, float[] vector) {
        var sum = sums[piece.text()];
        if (settings.pooling() == Pooling.MAX) {
            sums[piece.text()] = sum == null ? vector.clone() : Pooling.MAX.pool(new float[][] {sum, vector}, 2);
            return;
        }
        if (sum == null) {
            sum = new float[vector.length];
            sums[piece.text()] = sum;
        }
        for (int at = 0; at < sum.length; at++) {
            sum[at] += piece.window().weight() * vector[at];
        }
    }

    /** A dimension below the model's keeps the first ones, as models trained for that allow. */
    private float[] finished(float @Nullable [] sum) {
        if (sum == null) {
            return new float[dimension];
        }
        var vector = Arrays.copyOf(sum, dimension);
        UnitVectors.stretch(vector, 1);
        return vector;
    }

    private TokenWindows windows(String prefix) {
        var marked = tokenizer.encode("a");
        var special = marked.getSpecialTokenMask();
        var ids = marked.getIds();
        int first = IntStream.range(0, ids.length)
                .filter(at -> special[at] == 0)
                .findFirst()
                .orElse(ids.length);
        int last = IntStream.range(0, ids.length)
                .filter(at -> special[at] == 0)
                .max()
                .orElse(ids.length - 1);
        return new TokenWindows(
                Arrays.copyOf(ids, first),
                Arrays.copyOfRange(ids, last + 1, ids.length),
                prefix.isBlank() ? new long[0] : body(prefix.strip()),
                settings.maxTokens());
    }

    /** Without the model's own marks. */
    private long[] body(String text) {
        var encoding = tokenizer.encode(text);
        var special = encoding.getSpecialTokenMask();
        var ids = encoding.getIds();
        return LongStream.range(0, ids.length)
                .filter(at -> special[(int) at] == 0)
                .map(at -> ids[(int) at])
                .toArray();
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, value);
        }
    }

    private record Piece(int text, TokenWindows.Window window) {}
}
