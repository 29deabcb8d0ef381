package ai.refit.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.lifecycle.DeploymentState.AwaitingApproval;
import ai.refit.deploy.lifecycle.DeploymentState.BackingUp;
import ai.refit.deploy.lifecycle.DeploymentState.Queued;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WaitsForTest {

    private static final Instant NOW = Instant.parse("2026-01-27T15:00:00Z");
    private static final DeploymentState QUEUED = new Queued(false);
    private static final DeploymentState WORKING = new BackingUp(SampleStory.PLAN);

    @TempDir
    private Path folder;

    private Catalog catalog;

    @BeforeEach
    void read() {
        catalog = SampleCatalog.read(folder);
    }

    @Test
    void aQueuedOneWaitsForWhatIsAtWorkOnItsService() {
        Deployment row = row(3, "ai-service", QUEUED);
        Deployment older = row(1, "ai-service", QUEUED);
        Deployment working = row(2, "ai-service", WORKING);
        assertThat(waitsFor(row, older, working, row)).isEqualTo("deployment " + working.id());
        assertThat(waitsFor(row, older, row)).isEqualTo("deployment " + older.id());
        assertThat(waitsFor(older, older, row)).isNull();
    }

    @Test
    void otherServicesDoNotMatterButToTheOrchestratorItself() {
        Deployment other = row(1, "mentors", WORKING);
        assertThat(waitsFor(row(2, "ai-service", QUEUED), other)).isNull();
        assertThat(waitsFor(row(2, "orchestrator", QUEUED), other)).isEqualTo("deployment " + other.id());
        Deployment itself = row(1, "orchestrator", WORKING);
        assertThat(waitsFor(row(2, "ai-service", QUEUED), itself)).isEqualTo("deployment " + itself.id());
    }

    @Test
    void aFreezeIsWaitedForUnlessApprovedOrARestore() {
        assertThat(WaitsFor.of(row(1, "mentors", QUEUED), List.of(), catalog, NOW))
                .isEqualTo(new WaitsFor(
                        "freeze", null, "the end of a freeze, or an operator's approval: the long holidays"));
        assertThat(waitsFor(row(1, "mentors", new Queued(true)))).isNull();
        Deployment restore = row(1, new Order.Restore("mentors", "production", null, true), QUEUED);
        assertThat(waitsFor(restore)).isNull();
    }

    @Test
    void anApprovalIsWaitedFor() {
        assertThat(waitsFor(row(1, "ai-service", new AwaitingApproval()))).isEqualTo("approval null");
        assertThat(waitsFor(row(1, "ai-service", WORKING))).isNull();
    }

    private @Nullable String waitsFor(Deployment row, Deployment... others) {
        WaitsFor found = WaitsFor.of(row, List.of(others), catalog, NOW);
        return found == null ? null : found.what() + " " + found.deploymentId();
    }

    private static Deployment row(int second, String service, DeploymentState state) {
        return row(second, SampleStory.order(service, second), state);
    }

    private static Deployment row(int second, Order order, DeploymentState state) {
        return new Deployment(
                new UUID(second, order.key().hashCode()),
                order,
                "ci",
                "a merge",
                NOW.plusSeconds(second),
                state,
                NOW,
                NOW,
                0,
                null,
                state == WORKING,
                false,
                null,
                null,
                1,
                1);
    }
}
