package ai.refit.llm;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Reads documents and writes reports; for now it only starts, answers health and shows metrics. Settings and their defaults stand in {@code llm-worker.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LlmWorker {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to be run in a process of its own or beside the others in one. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(LlmWorker.class).properties("spring.config.name=llm-worker");
    }
}
