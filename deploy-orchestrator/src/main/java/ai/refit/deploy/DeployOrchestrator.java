package ai.refit.deploy;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Drives deployments and rollbacks on this host. Settings and their defaults stand in {@code deploy-orchestrator.yaml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class DeployOrchestrator {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to be run in a process of its own or beside the others in one. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(DeployOrchestrator.class)
                .properties("spring.config.name=deploy-orchestrator");
    }
}
