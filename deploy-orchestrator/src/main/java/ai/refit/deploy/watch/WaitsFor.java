package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.FreezeWindow;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.run.Turn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment has not begun.
 *
 * @param what {@code deployment}, {@code freeze}, {@code approval} or {@code decision}
 * @param deploymentId the one before it
 * @param detail one sentence for people
 */
record WaitsFor(String what, @Nullable UUID deploymentId, String detail) {

    /**
     * Null: for nobody.
     *
     * @param others all that are not at rest, oldest first
     */
    static @Nullable WaitsFor of(Deployment row, List<Deployment> others, Turn turn, Instant now) {
        return switch (row.state()) {
            case DeploymentState.AwaitingApproval _ ->
                new WaitsFor("approval", null, "an operator's approval before it begins");
            case DeploymentState.Inconclusive s ->
                new WaitsFor("decision", null, "an operator's word whether it may stay: " + s.why());
            case DeploymentState.Queued s ->
                turn.ahead(row, others)
                        .map(WaitsFor::deployment)
                        .or(() -> turn.freeze(row, s.approved(), now).map(WaitsFor::frozen))
                        .orElse(null);
            default -> null;
        };
    }

    private static WaitsFor deployment(Deployment other) {
        return new WaitsFor(
                "deployment",
                other.id(),
                "deployment " + other.id() + ", which is " + other.state().title());
    }

    private static WaitsFor frozen(FreezeWindow window) {
        return new WaitsFor("freeze", null, "the end of a freeze, or an operator's approval: " + window.reason());
    }
}
