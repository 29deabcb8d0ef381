package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore.Mark;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.http.LoopbackServer;
import ai.refit.deploy.http.LoopbackServer.Reply;
import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.lifecycle.DeploymentState.Live;
import ai.refit.deploy.lifecycle.DeploymentState.RolledBack;
import ai.refit.deploy.run.TestHost.Packing;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a measured level, and a missing one, do to a whole deployment. Prometheus' query API is played. */
final class ServiceLevelIT {

    private static final String RULES = """
                health: { path: /api/ai/health, minimum-healthy: 300ms, deadline: 20s, tries: 3, rollback-tries: 3 }
                slo: { prometheus: "%s", query: "refit:ai_latency:p95:1m", maximum: 3.0, settle: 300ms, no-data: %s }
                drain: 200ms
            """;

    private static final String NOTHING = "";

    @TempDir
    private Path directory;

    private final LoopbackServer prometheus = new LoopbackServer(_ -> Reply.of(200, answer()));
    private volatile String level = "0.5";

    private TestHost host;
    private TestDatabase database;
    private TestOrchestrator orchestrator;

    @AfterEach
    void stop() {
        orchestrator.close();
        host.close();
        prometheus.close();
    }

    @Test
    void aReleaseThatIsTooSlowIsRolledBackAndAMissingLevelOnlyWarns() {
        start("warn");
        live("1");

        level = "3.5";
        Deployment slow = runs("2");
        assertThat(cause(slow).code()).isEqualTo("SLO_MISSED");
        assertThat(cause(slow).detail()).contains("3.5", "at most 3.0");
        assertThat(serves()).isEqualTo("1");

        level = NOTHING;
        Deployment unknown = runs("3");
        assertThat(unknown.state()).as(database.story(unknown.id())).isInstanceOf(Live.class);
        assertThat(database.states(unknown.id())).contains("INCONCLUSIVE");
        assertThat(database.story(unknown.id())).contains("warning: without a service level");
        assertThat(serves()).isEqualTo("3");
    }

    @Test
    @Tag("full")
    void aMissingLevelFailsWhereItIsToldTo() {
        start("fail");
        live("1");

        level = NOTHING;
        Deployment unknown = runs("2");

        assertThat(cause(unknown).code()).isEqualTo("SLO_UNKNOWN");
        assertThat(database.states(unknown.id())).containsSubsequence("INCONCLUSIVE", "ROLLING_BACK", "ROLLED_BACK");
        assertThat(serves()).isEqualTo("1");
    }

    @Test
    @Tag("full")
    void aMissingLevelIsForPeopleToDecideWhereItIsToldTo() {
        start("ask");
        live("1");
        level = NOTHING;

        UUID approved = order("2");
        database.awaitState(approved, "INCONCLUSIVE");
        assertThat(database.mark(approved, Mark.APPROVE)).isTrue();
        assertThat(database.awaitRest(approved).state()).isInstanceOf(Live.class);
        assertThat(serves()).isEqualTo("2");

        UUID aborted = order("3");
        database.awaitState(aborted, "INCONCLUSIVE");
        assertThat(database.mark(aborted, Mark.ABORT)).isTrue();
        assertThat(database.awaitRest(aborted).state().title()).isEqualTo("ABORTED");
        assertThat(serves()).isEqualTo("2");
    }

    private void start(String noData) {
        host = new TestHost(directory, Packing.JAR, 2, RULES.formatted(prometheus.address(), noData));
        database = TestDatabase.create();
        orchestrator = TestOrchestrator.start(database, host.services());
    }

    /** As Prometheus answers an instant query of one series, or of none. */
    private String answer() {
        double now = Instant.now().toEpochMilli() / 1000.0;
        String series = level.isEmpty() ? "" : "{\"metric\":{},\"value\":[" + now + ",\"" + level + "\"]}";
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + series + "]}}";
    }

    private void live(String version) {
        Deployment deployment = runs(version);
        assertThat(deployment.state()).as(database.story(deployment.id())).isInstanceOf(Live.class);
    }

    private UUID order(String version) {
        return database.order(host.order(version, Behaviour.healthy()));
    }

    private Deployment runs(String version) {
        return database.awaitRest(order(version));
    }

    private Cause cause(Deployment deployment) {
        assertThat(deployment.state()).as(database.story(deployment.id())).isInstanceOf(RolledBack.class);
        return ((RolledBack) deployment.state()).cause();
    }

    private String serves() {
        return host.version(
                database.serving(TestHost.SERVICE, TestHost.ENVIRONMENT).port());
    }
}
