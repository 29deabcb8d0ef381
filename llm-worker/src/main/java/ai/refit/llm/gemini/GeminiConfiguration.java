package ai.refit.llm.gemini;

import ai.refit.llm.budget.CallStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class GeminiConfiguration {

    /** The key is read here and held by the channel alone. */
    @Bean
    GeminiAnalyst geminiAnalyst(
            GeminiProperties properties, Environment environment, CallStore store, MeterRegistry meters) {
        return GeminiAnalyst.open(
                properties, environment.getProperty("refit.gemini.api-key", ""), store, meters, Clock.systemUTC());
    }
}
