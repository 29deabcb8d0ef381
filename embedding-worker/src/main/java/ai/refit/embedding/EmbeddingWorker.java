package ai.refit.embedding;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Embeds texts, keeps the mentor index, answers recommendation requests. Settings and their defaults stand in {@code embedding-worker.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class EmbeddingWorker {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to be run in a process of its own or beside the others in one. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(EmbeddingWorker.class).properties("spring.config.name=embedding-worker");
    }
}
