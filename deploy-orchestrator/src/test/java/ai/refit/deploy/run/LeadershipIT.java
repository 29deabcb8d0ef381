package ai.refit.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.JournalEntry;
import ai.refit.deploy.deployment.TestDatabase;
import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.run.TestHost.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two orchestrators on one host and one database: one of them moves a deployment, the other takes over or stays away. */
final class LeadershipIT {

    private static final String QUICK = """
                health: { path: /api/ai/health, minimum-healthy: 300ms, deadline: 20s, tries: 3, rollback-tries: 3 }
                drain: 200ms
            """;

    @TempDir
    private Path directory;

    private TestHost host;
    private TestDatabase database;
    private ForkedOrchestrator sleeper;
    private TestOrchestrator other;

    @BeforeEach
    void start() throws IOException {
        host = new TestHost(directory, Packing.JAR, 2, QUICK);
        database = TestDatabase.create();
        sleeper = new ForkedOrchestrator(
                        Files.createDirectories(directory.resolve("sleeper")), database, host.services())
                .start();
    }

    @AfterEach
    void stop() {
        if (other != null) {
            other.close();
        }
        sleeper.close();
        host.close();
    }

    @Test
    void aLeaderThatSleptThroughItsLeaseDoesNothingWhenItWakes() {
        sleeper.freezeAt("StartCandidate BEFORE");
        UUID id = database.order(host.order("1", Behaviour.healthy()));
        sleeper.awaitFreeze();

        other = TestOrchestrator.start(database, host.services());
        Deployment end = database.awaitRest(id);
        int entries = database.journal(id).size();
        sleeper.wake();
        sleeper.awaitLog("left to another");

        assertThat(end.state().title()).as(database.story(id)).isEqualTo("LIVE");
        assertThat(host.effects().starts()).as("one start").hasSize(1);
        assertThat(host.processes()).hasSize(1);
        assertThat(database.notices(id)).isOne();
        assertThat(database.journal(id).subList(entries, database.journal(id).size()))
                .as("the sleeper changed nothing")
                .noneMatch(entry -> entry instanceof JournalEntry.StateChanged);
    }

    @Test
    void twoAtWorkShareTheDeploymentsAndDoubleNothing() {
        other = TestOrchestrator.start(database, host.services());
        for (int version = 1; version <= 4; version++) {
            UUID id = database.order(host.order(Integer.toString(version), Behaviour.healthy()));
            Deployment end = database.awaitRest(id);
            assertThat(end.state().title()).as(database.story(id)).isEqualTo("LIVE");
        }

        assertThat(host.effects().starts()).hasSize(4);
        assertThat(host.effects().stops()).hasSize(3);
        assertThat(host.processes()).hasSize(1);
    }
}
