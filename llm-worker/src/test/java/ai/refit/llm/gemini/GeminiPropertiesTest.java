package ai.refit.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

class GeminiPropertiesTest {

    private final ApplicationContextRunner worker = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withInitializer(GeminiPropertiesTest::addShipped)
            .withUserConfiguration(Settings.class);

    @Test
    void theDefaultsAreThese() {
        worker.run(context -> assertThat(context.getBean(GeminiProperties.class))
                .hasToString("GeminiProperties[endpoint=, project=, location=,"
                        + " models=[Model[name=gemini-2.5-flash, input=0.3, cached=0.03, output=2.5],"
                        + " Model[name=gemini-2.5-flash-lite, input=0.1, cached=0.01, output=0.4]],"
                        + " callDeadline=PT40S, maxOutputTokens=16384, thinkingBudget=4096, attempts=3, pause=PT1S,"
                        + " costPerTask=0.5, costPerDay=20, concurrency=Concurrency[start=8, least=1, most=40],"
                        + " breaker=Breaker[calls=20, failureRate=50, openFor=PT30S], keepAnswers=PT168H,"
                        + " keepCalls=PT2160H]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            endpoint=http://x          | endpoint         | expected: host:port, or plaintext:host:port
            project=p                  | location: empty  | expected: both of project and location
            location=asia-northeast3   | project: empty   | expected: both of project and location
            models[0].name=            | name             | expected: a model's name
            call-deadline=1ms          | callDeadline     | expected: 100ms or more
            max-output-tokens=100      | thinking-budget  | expected: less than max-output-tokens
            thinking-budget=16384      | thinking-budget  | expected: less than max-output-tokens
            attempts=0                 | attempts         | expected: 1 to 10
            pause=500ms                | pause            | expected: 1s or more
            cost-per-task=-1           | costPerTask      | expected: 0 or more
            cost-per-day=-1            | costPerDay       | expected: 0 or more
            concurrency.start=41       | concurrency      | expected: 1 <= least <= start <= most
            breaker.failure-rate=101   | failureRate      | expected: 1 to 100
            keep-answers=1s            | keepAnswers      | expected: 1m or more
            keep-calls=1d              | keepCalls        | expected: 2d or more
            """)
    void aWrongSettingStopsTheStartAndSaysWhatWasExpected(String setting, String name, String expected) {
        worker.withPropertyValues("refit.gemini." + setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .satisfies(cause -> assertThat(cause.toString()).contains(name, expected)));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,                                             -,                aiplatform.googleapis.com:443
            endpoint=proxy:8443,                           -,                proxy:8443
            endpoint=plaintext:127.0.0.1:8040,             -,                127.0.0.1:8040
            project=p,                                     global,           aiplatform.googleapis.com:443
            project=p,                                     asia-northeast3,  asia-northeast3-aiplatform.googleapis.com:443
            """)
    void callsGoToTheEndpointOfTheLocationUnlessOneIsSet(
            @Nullable String setting, @Nullable String location, String endpoint) {
        var settings = ShippedSettings.with(Stream.of(setting, location == null ? null : "location=" + location)
                .filter(Objects::nonNull)
                .toArray(String[]::new));
        assertThat(GeminiClient.endpoint(settings)).isEqualTo(endpoint);
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

    @EnableConfigurationProperties(GeminiProperties.class)
    static class Settings {}
}
