package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.topic.TopicPlan;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.intake.IntakeProperties.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
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

    private final ApplicationContextRunner edge = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withInitializer(SettingsTest::addShipped)
            .withUserConfiguration(Settings.class);

    @Test
    void theDefaultsAreThese() {
        edge.run(context -> {
            assertThat(context.getBean(IntakeProperties.class))
                    .isEqualTo(new IntakeProperties(
                            Duration.ofHours(24),
                            5_000,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(3),
                            Map.of(
                                    TaskKind.ANALYSIS,
                                    new Documents(Duration.ofSeconds(120), Duration.ofHours(1), 1_000),
                                    TaskKind.POSTING,
                                    new Documents(Duration.ofSeconds(60), Duration.ofMinutes(30), 1_000),
                                    TaskKind.REPORT,
                                    new Documents(Duration.ofSeconds(180), Duration.ofHours(2), 1_000))));
            assertThat(context.getBean(TopicPlan.class))
                    .isEqualTo(new TopicPlan(4, 0, Duration.ofHours(1), Duration.ofDays(14)));
            assertThat(shown(context, "results.ResultsProperties"))
                    .isEqualTo("ResultsProperties[retention=PT24H, heartbeat=PT15S]");
            assertThat(shown(context, "feedback.FeedbackProperties"))
                    .isEqualTo("FeedbackProperties[retention=PT4320H]");
            assertThat(shown(context, "backend.BackendProperties"))
                    .isEqualTo("BackendProperties[url=, timeout=PT2S, syncInterval=PT10M, pageSize=100]");
            assertThat(shown(context, "webhooks.WebhookProperties"))
                    .isEqualTo("WebhookProperties[timeout=PT10S, pauses=[PT1M, PT10M, PT1H, PT4H]]");
            assertThat(context.getEnvironment().getProperty("server.port")).isEqualTo("8000");
            assertThat(context.getEnvironment().getProperty("refit.health.expected-mentors"))
                    .isEqualTo("0");
        });
    }

    @Test
    void theBackendsKeyIsNoComponentThatALogCouldShow() {
        edge.withPropertyValues("refit.backend.api-key=s3cret")
                .run(context ->
                        assertThat(shown(context, "backend.BackendProperties")).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refit.intake.task-deadline=0s         | taskDeadline   | expected: 1s or more
            refit.intake.queue-bound=0            | queueBound     | expected: 1 or more
            refit.intake.queue-bound=1000001      | queueBound     | expected: 1000000 or less
            refit.intake.patience=0s              | patience       | expected: more than 0
            refit.intake.relay-after=99ms         | relayAfter     | expected: 100ms or more
            refit.intake.documents.report.patience=0s | documents[REPORT].patience | expected: 1s or more
            refit.intake.documents.report.deadline=0s | documents[REPORT].deadline | expected: 1s or more
            refit.intake.documents.report.queue-bound=0 | documents[REPORT].queueBound | expected: 1 or more
            refit.results.retention=0s            | retention      | expected: 1s or more
            refit.results.heartbeat=1ms           | heartbeat      | expected: 100ms or more
            refit.webhooks.timeout=1ms            | timeout        | expected: 100ms or more
            refit.webhooks.pauses=                | pauses         | expected: one or more
            refit.feedback.retention=0s           | retention      | expected: 1s or more
            refit.backend.url=ftp://backend       | url            | expected: empty, or an http(s) URL
            refit.backend.timeout=1ms             | timeout        | expected: 100ms or more
            refit.backend.sync-interval=0s        | syncInterval   | expected: 1s or more
            refit.backend.page-size=0             | pageSize       | expected: 1 to 500
            refit.backend.page-size=501           | pageSize       | expected: 1 to 500
            refit.topics.partitions=0             | partitions     | expected: 1 or more
            """)
    void aWrongSettingStopsTheStartAndSaysWhatWasExpected(String setting, String name, String expected) {
        edge.withPropertyValues(setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .satisfies(cause ->
                                assertThat(cause.toString()).contains(name).contains(expected)));
    }

    private static String shown(ConfigurableApplicationContext context, String type) throws ClassNotFoundException {
        return context.getBean(Class.forName("ai.refit.edge." + type)).toString();
    }

    private static void addShipped(ConfigurableApplicationContext context) {
        try {
            new YamlPropertySourceLoader()
                    .load("shipped", new ClassPathResource("api-edge.yaml"))
                    .forEach(context.getEnvironment().getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ConfigurationPropertiesScan(basePackageClasses = ApiEdge.class)
    @EnableConfigurationProperties(TopicPlan.class)
    static class Settings {}
}
