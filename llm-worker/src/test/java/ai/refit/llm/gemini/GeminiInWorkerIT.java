package ai.refit.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.embedded.TestServers;
import ai.refit.llm.LlmWorker;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.fakegemini.FakeGemini;
import ai.refit.llm.fakegemini.FakeMode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;

/** The analyst as the worker has it, set by the variables of its environment. */
class GeminiInWorkerIT {

    @Test
    void aKeyAndAnEndpointAreAllItNeeds() {
        try (var fake = FakeGemini.start(0, Duration.ZERO, FakeMode.WELL);
                var worker = LlmWorker.application()
                        .web(WebApplicationType.NONE)
                        .registerShutdownHook(false)
                        .run(
                                "--GEMINI_API_KEY=a-key",
                                "--GEMINI_ENDPOINT=plaintext:127.0.0.1:" + fake.port(),
                                "--KAFKA_BOOTSTRAP_SERVERS=" + TestServers.kafka(),
                                "--DATABASE_URL=" + TestServers.database())) {
            var analyst = worker.getBean(GeminiAnalyst.class);
            var task = new Assignment(
                    UUID.randomUUID(),
                    UUID.randomUUID().toString(),
                    1,
                    Instant.now().plusSeconds(60),
                    () -> false);

            assertThat(analyst.isConfigured()).isTrue();
            assertThat(analyst.readResume(Desk.RESUME, task).findings().isResume())
                    .isTrue();
            assertThat(fake.received().getFirst().apiKey()).isEqualTo("a-key");
            assertThat(worker.getBean(PrometheusMeterRegistry.class).scrape())
                    .contains(
                            "gen_ai_client_token_usage",
                            "gen_ai_client_operation_duration_seconds_count",
                            "refit_llm_cost_usd_total",
                            "resilience4j_circuitbreaker_state")
                    .doesNotContain(task.taskId().toString());
        }
    }
}
