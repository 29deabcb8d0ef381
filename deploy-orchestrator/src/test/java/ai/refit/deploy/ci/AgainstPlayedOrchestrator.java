package ai.refit.deploy.ci;

import ai.refit.deploy.doubles.Programs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The script, and an orchestrator that it speaks to, new for each test. */
abstract class AgainstPlayedOrchestrator {

    @TempDir
    Path directory;

    PlayedOrchestrator orchestrator;
    DeployScript script;

    @BeforeAll
    static void toolsAreThere() {
        Programs.assumeInstalled("bash", "curl", "jq", "openssl");
    }

    @BeforeEach
    void start() throws IOException {
        orchestrator = new PlayedOrchestrator();
        script = new DeployScript(directory, orchestrator.address());
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }
}
