package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What can be said of docker-compose.yml without a Docker engine. */
final class ComposeFileTest {

    @Test
    void dockerComposeUnderstandsTheFile() throws Exception {
        Process compose;
        try {
            compose = new ProcessBuilder("docker-compose", "--file", "docker-compose.yml", "config", "--services")
                    .directory(Path.of("..").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            abort("docker-compose is not installed");
            return;
        }
        String output = new String(compose.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compose.waitFor()).as(output).isZero();
        assertThat(output.lines())
                .contains("kafka", "postgres", "api-edge", "embedding-worker", "llm-worker", "deploy-orchestrator");
    }
}
