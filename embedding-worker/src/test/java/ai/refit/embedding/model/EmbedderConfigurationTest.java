package ai.refit.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmbedderConfigurationTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(EmbedderConfiguration.class);

    @Test
    void theStaticEmbedderIsTheDefault() {
        application.run(context -> {
            assertThat(context).hasSingleBean(Embedder.class);
            assertThat(context.getBean(Embedder.class)).isInstanceOf(StaticEmbedder.class);
            assertThat(context.getBean(EmbedderProperties.class))
                    .isEqualTo(new EmbedderProperties(
                            EmbedderKind.STATIC, null, "", "", Pooling.MEAN, null, 256, null, 1));
        });
    }

    @Test
    void thePackagedModelIsChosenByItsName() {
        application
                .withPropertyValues("refit.embedder.kind=minilm", "refit.embedder.dimension=128")
                .run(context ->
                        assertThat(context.getBean(Embedder.class).dimension()).isEqualTo(128));
    }

    @Test
    void settingsOutOfBoundsAreRefusedAtStart() {
        refused("max-tokens: 3 (expected: 16 to 8192)", "refit.embedder.max-tokens=3");
        refused("threads: 0 (expected: 1 to 256)", "refit.embedder.threads=0");
        refused("batch-size: 1000 (expected: 1 to 256)", "refit.embedder.batch-size=1000");
        refused("dimension: -1 (expected: 8 to 4096)", "refit.embedder.dimension=-1");
        refused(
                "query-prefix: 201 characters (expected: at most 200)",
                "refit.embedder.query-prefix=" + "q".repeat(201));
    }

    @Test
    void anUnknownKindIsRefusedAtStart() {
        application
                .withPropertyValues("refit.embedder.kind=word2vec")
                .run(context ->
                        assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining("word2vec"));
    }

    @Test
    void aDirectoryGoesWithItsKindOnly() {
        refused("directory: missing (expected: a directory with model.onnx", "refit.embedder.kind=directory");
        refused("(expected: only with kind: directory)", "refit.embedder.directory=/models/e5");
    }

    @Test
    void aDirectoryWithoutTheFilesIsRefusedAtStart(@TempDir Path empty) {
        refused(
                "refit.embedder.directory: " + empty.resolve("model.onnx") + " is not there",
                "refit.embedder.kind=directory",
                "refit.embedder.directory=" + empty);
    }

    private void refused(String message, String... properties) {
        application
                .withPropertyValues(properties)
                .run(context ->
                        assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining(message));
    }
}
