package ai.refit.contracts.settings;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the environment variables that all services share their one meaning: {@code DATABASE_URL} becomes the settings
 * of r2dbc and Flyway, {@code KAFKA_BOOTSTRAP_SERVERS} those of spring-kafka, {@code RELEASE_ID} the release that
 * health answers.
 */
public final class SharedSettings implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> settings = new HashMap<>();
        String database = environment.getProperty("DATABASE_URL", "");
        if (!database.isBlank()) {
            settings.putAll(DatabaseUrl.parse(database).settings());
        }
        String kafka = environment.getProperty("KAFKA_BOOTSTRAP_SERVERS", "");
        if (!kafka.isBlank()) {
            settings.put("spring.kafka.bootstrap-servers", kafka);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("refit-shared", settings));
    }
}
