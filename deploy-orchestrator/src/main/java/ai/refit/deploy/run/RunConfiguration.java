package ai.refit.deploy.run;

import ai.refit.deploy.artifact.Artifacts;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.process.Tool;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What moving deployments needs of this host. */
@Configuration
class RunConfiguration {

    @Bean
    ProcessTable processTable() {
        return new ProcessTable();
    }

    @Bean
    Tool tool(ProcessTable table) {
        return new Tool(table);
    }

    @Bean
    Artifacts artifacts() {
        return new Artifacts(System.getenv());
    }

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** The tests watch where a step is; nobody else does. */
    @Bean
    @ConditionalOnMissingBean
    Checkpoints checkpoints() {
        return Checkpoints.NONE;
    }
}
