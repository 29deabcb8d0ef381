package ai.refit.edge;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The HTTP API: accepts work, publishes it, answers with the result. Settings and their defaults stand in {@code api-edge.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ApiEdge {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to be run in a process of its own or beside the others in one. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ApiEdge.class).properties("spring.config.name=api-edge");
    }
}
