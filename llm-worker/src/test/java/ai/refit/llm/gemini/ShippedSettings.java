package ai.refit.llm.gemini;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The settings as they ship, but for some; not validated, so that pauses can be short. */
final class ShippedSettings {

    private ShippedSettings() {}

    static GeminiProperties with(String... changed) {
        Map<String, Object> settings = new HashMap<>();
        for (String setting : changed) {
            int equals = setting.indexOf('=');
            settings.put("refit.gemini." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("changed", settings));
        try {
            new YamlPropertySourceLoader()
                    .load("shipped", new ClassPathResource("llm-worker.yaml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Binder.get(environment)
                .bind("refit.gemini", GeminiProperties.class)
                .get();
    }
}
