package ai.refit.llm.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

final class FetchPropertiesTest {

    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withInitializer(FetchPropertiesTest::addShipped)
            .withUserConfiguration(Settings.class);

    @Test
    void theDefaultsAreThese() {
        worker.run(context -> assertThat(context.getBean(FetchProperties.class))
                .isEqualTo(new FetchProperties(
                        "",
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(20),
                        5,
                        DataSize.ofMegabytes(10),
                        DataSize.ofMegabytes(3),
                        "Re-Fit-AI/0.1 (reads job postings and resumes that its users hand in)")));
    }

    @Test
    void theFetcherIsThere() {
        worker.run(context -> assertThat(context).hasSingleBean(Fetcher.class));
    }

    @Test
    void theEnvironmentSaysWhichHostsAreAllowed() {
        worker.withPropertyValues("REFIT_FETCH_ALLOW=127.0.0.1,store")
                .run(context -> assertThat(
                                context.getBean(FetchProperties.class).allow())
                        .isEqualTo("127.0.0.1,store"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refit.fetch.connect-timeout=0s    | connectTimeout    | expected: 100ms or more
            refit.fetch.timeout=10ms          | timeout           | expected: 100ms or more
            refit.fetch.redirects=21          | redirects         | expected: 0 to 20
            refit.fetch.largest-document=1KB  | largest-document  | expected: 1MB to 100MB
            refit.fetch.largest-page=1GB      | largest-page      | expected: 1MB to 100MB
            refit.fetch.user-agent=           | userAgent         | expected: a name
            """)
    void aWrongSettingStopsTheStartWithItsName(String setting, String name, String expectation) {
        worker.withPropertyValues(setting)
                .run(context -> assertThat(context.getStartupFailure())
                        .isNotNull()
                        .rootCause()
                        .message()
                        .contains(name, expectation));
    }

    private static void addShipped(ConfigurableApplicationContext context) {
        try {
            new YamlPropertySourceLoader()
                    .load("shipped", new ClassPathResource("llm-worker.yaml"))
                    .forEach(source ->
                            context.getEnvironment().getPropertySources().addLast(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @EnableConfigurationProperties(FetchProperties.class)
    @Import(Fetcher.class)
    static class Settings {}
}
