package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.lifecycle.DeploymentState.Failed;
import ai.refit.deploy.lifecycle.DeploymentState.Live;
import ai.refit.deploy.lifecycle.DeploymentState.RolledBack;
import ai.refit.deploy.run.TestHost.Packing;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole deployments of real processes, without a proxy: each release serves at its own port. */
final class RolloutIT {

    private static final String QUICK = """
                health: { path: /api/ai/health, minimum-healthy: 300ms, deadline: 20s, tries: 2, rollback-tries: 3 }
                smoke:
                  - { method: POST, path: /api/ai/recommendations, body: '{"user_id":"test","interest":"backend"}', json-field: status }
                drain: 1s
            """;

    @TempDir
    private Path directory;

    private TestHost host;
    private TestOrchestrator orchestrator;

    @AfterEach
    void stop() {
        if (orchestrator != null) {
            orchestrator.close();
        }
        host.close();
    }

    private void start(int ports, String more) {
        host = new TestHost(directory, Packing.JAR, ports, QUICK + more);
        orchestrator = TestOrchestrator.start(TestOrchestrator.database(), host.services());
    }

    @Test
    void releasesTakeTurnsOnTwoPortsAndABrokenOneChangesNothing() {
        start(2, "");

        Deployment first = orchestrator.runs(host.order("1", Behaviour.healthy()));
        assertThat(first.state())
                .as(() -> orchestrator.story(first.id()).toString())
                .isInstanceOf(Live.class);
        assertThat(host.version(orchestrator.serving().port())).isEqualTo("1");

        Deployment second = orchestrator.runs(host.order("2", Behaviour.healthy()));
        assertThat(second.state())
                .as(() -> orchestrator.story(second.id()).toString())
                .isInstanceOf(Live.class);
        assertThat(host.version(orchestrator.serving().port())).isEqualTo("2");
        assertThat(host.processes()).as("only the new process is left").hasSize(1);

        Deployment third = orchestrator.runs(host.order("3", Behaviour.exitsAtOnce()));
        assertThat(third.state())
                .as(() -> orchestrator.story(third.id()).toString())
                .isInstanceOf(Failed.class);
        assertThat(host.version(orchestrator.serving().port())).isEqualTo("2");
        assertThat(host.processes()).hasSize(1);

        Deployment back = orchestrator.runs(host.restore(null));
        assertThat(back.state())
                .as(() -> orchestrator.story(back.id()).toString())
                .isInstanceOf(RolledBack.class);
        assertThat(host.version(orchestrator.serving().port())).isEqualTo("1");
    }
}
