package ai.refit.embedding.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A transformer encoder in ONNX form: token ids in, one vector a window out. Thread-safe. */
final class OnnxModel implements AutoCloseable {

    private static final Set<String> FED = Set.of("input_ids", "attention_mask", "token_type_ids");

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Pooling pooling;
    private final String output;
    private final boolean pooled;

    private OnnxModel(OrtEnvironment environment, OrtSession session, Pooling pooling) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.pooling = pooling;
        for (var input : session.getInputNames()) {
            if (!FED.contains(input)) {
                throw new IllegalStateException("the model wants the input " + input + " (expected: only " + FED + ")");
            }
        }
        var outputs = session.getOutputInfo();
        var perToken = ofRank(outputs, 3);
        this.pooled = perToken.isEmpty();
        this.output = (pooled ? ofRank(outputs, 2) : perToken)
                .stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the model gives " + outputs.keySet()
                                + " (expected: a tensor of [batch, tokens, dimension] or [batch, dimension])"));
    }

    /** @throws IllegalStateException when the runtime cannot load the model, with its reason */
    static OnnxModel load(ModelFiles files, Pooling pooling, int threads) {
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            var session = files.open(environment, options);
            return new OnnxModel(environment, session, pooling);
        } catch (OrtException refused) {
            throw new IllegalStateException(
                    "the ONNX model of " + files.origin() + " cannot be loaded: " + refused.getMessage(), refused);
        }
    }

    private static List<String> ofRank(Map<String, NodeInfo> outputs, int rank) {
        return outputs.entrySet().stream()
                .filter(entry ->
                        entry.getValue().getInfo() instanceof TensorInfo info && info.getShape().length == rank)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Shorter windows are padded to the longest of the batch. */
    float[][] embed(List<TokenWindows.Window> windows) {
        int longest = windows.stream()
                .mapToInt(window -> window.tokens().length)
                .max()
                .orElseThrow();
        var ids = new long[windows.size()][longest];
        var mask = new long[windows.size()][longest];
        for (int row = 0; row < windows.size(); row++) {
            var tokens = windows.get(row).tokens();
            System.arraycopy(tokens, 0, ids[row], 0, tokens.length);
            Arrays.fill(mask[row], 0, tokens.length, 1);
        }
        var fed = Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", new long[windows.size()][longest]);
        var inputs = new HashMap<String, OnnxTensor>();
        try {
            for (var name : session.getInputNames()) {
                inputs.put(name, OnnxTensor.createTensor(environment, fed.get(name)));
            }
            try (var result = session.run(inputs, Set.of(output))) {
                return vectors(result.get(0).getValue(), windows);
            }
        } catch (OrtException failed) {
            throw new IllegalStateException(
                    "the ONNX model failed on " + windows.size() + " windows of up to " + longest + " tokens: "
                            + failed.getMessage(),
                    failed);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private float[][] vectors(Object value, List<TokenWindows.Window> windows) {
        if (pooled) {
            return (float[][]) value;
        }
        var tokens = (float[][][]) value;
        var vectors = new float[windows.size()][];
        for (int row = 0; row < vectors.length; row++) {
            vectors[row] = pooling.pool(tokens[row], windows.get(row).tokens().length);
        }
        return vectors;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException("the ONNX session does not close", failed);
        }
    }
}
