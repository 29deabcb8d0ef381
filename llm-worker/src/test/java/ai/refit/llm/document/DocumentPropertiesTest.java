package ai.refit.llm.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

final class DocumentPropertiesTest {

    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withInitializer(DocumentPropertiesTest::addShipped)
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(DocumentProperties.class)
    static class Settings {}

    @Test
    void theDefaultsAreThese() {
        worker.run(
                context -> assertThat(context.getBean(DocumentProperties.class)).isEqualTo(TestResumes.limits()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refit.documents.max-bytes=1B       | max-bytes     | expected: 1024B to
            refit.documents.max-memory=1MB     | max-memory    | expected: 16777216B to
            refit.documents.max-pages=0        | maxPages      | expected: 1 to 5000
            refit.documents.max-characters=0   | maxCharacters | expected: 1 to 10000000
            refit.documents.max-time=1ms       | maxTime       | expected: 100ms or more
            """)
    void aWrongSettingStopsTheStartAndSaysWhatWasExpected(String setting, String name, String expected) {
        worker.withPropertyValues(setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .satisfies(cause -> assertThat(cause.toString()).contains(name, expected)));
    }

    private static void addShipped(ConfigurableApplicationContext context) {
        try {
            new YamlPropertySourceLoader()
                    .load("shipped", new ClassPathResource("llm-worker.yaml"))
                    .forEach(context.getEnvironment().getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
