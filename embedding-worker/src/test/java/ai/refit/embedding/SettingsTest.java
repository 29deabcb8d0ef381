package ai.refit.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.topic.TopicPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** The defaults, in one view; and that a wrong setting stops the start, with its name and what was expected. */
final class SettingsTest {

    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withInitializer(SettingsTest::addShipped)
            .withUserConfiguration(Settings.class);

    @Test
    void theDefaultsAreThese() {
        worker.run(context -> {
            assertThat(context.getBean(TopicPlan.class))
                    .isEqualTo(new TopicPlan(4, 0, Duration.ofHours(1), Duration.ofDays(14)));
            assertThat(shown(context, "work.RecommendationsProperties"))
                    .isEqualTo("RecommendationsProperties[concurrency=2]");
            assertThat(shown(context, "work.ForgettingProperties"))
                    .isEqualTo("ForgettingProperties[forgetErasedAfter=PT24H]");
            assertThat(shown(context, "backend.BackendProperties"))
                    .isEqualTo("BackendProperties[url=, sendEmbeddings=false, dimension=1024, timeout=PT2S,"
                            + " waiting=10000]");
            assertThat(shown(context, "model.EmbedderProperties"))
                    .isEqualTo("EmbedderProperties[kind=STATIC, directory=null, queryPrefix=, passagePrefix=,"
                            + " pooling=MEAN, dimension=null, maxTokens=256, threads=null, batchSize=1]");
            assertThat(context.getEnvironment().getProperty("server.port")).isEqualTo("8020");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refit.recommendations.concurrency=0  | concurrency       | [0]   | expected: 1 to 64
            refit.recommendations.concurrency=65 | concurrency       | [65]  | expected: 1 to 64
            refit.forget-erased-after=59s        | forgetErasedAfter | PT59S | expected: 1m or more
            refit.backend.url=ftp://backend      | url               | ftp:  | expected: empty, or an http(s) URL
            refit.backend.send-embeddings=true   | send-embeddings   | true  | expected: only with url
            refit.backend.dimension=0            | dimension         | [0]   | expected: 1 to 65536
            refit.backend.timeout=1ms            | timeout           | 0.001 | expected: 100ms or more
            refit.backend.waiting=0              | waiting           | [0]   | expected: 1 to 1000000
            refit.embedder.max-tokens=1          | max-tokens        | 1     | expected: 16 to 8192
            refit.embedder.batch-size=0          | batch-size        | 0     | expected: 1 to 256
            refit.embedder.kind=directory        | directory         | missing | expected: a directory
            refit.topics.partitions=0            | partitions        | 0     | expected: 1 or more
            """)
    void aWrongSettingStopsTheStartAndSaysWhatWasExpected(String setting, String name, String value, String expected) {
        worker.withPropertyValues(setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .satisfies(cause -> assertThat(cause.toString()).contains(name, value, expected)));
    }

    private static String shown(ConfigurableApplicationContext context, String type) throws ClassNotFoundException {
        return context.getBean(Class.forName("ai.refit.embedding." + type)).toString();
    }

    private static void addShipped(ConfigurableApplicationContext context) {
        try {
            new YamlPropertySourceLoader()
                    .load("shipped", new ClassPathResource("embedding-worker.yaml"))
                    .forEach(context.getEnvironment().getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ConfigurationPropertiesScan(basePackageClasses = EmbeddingWorker.class)
    @EnableConfigurationProperties(TopicPlan.class)
    static class Settings {}
}
