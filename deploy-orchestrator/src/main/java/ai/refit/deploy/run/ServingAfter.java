package ai.refit.deploy.run;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.lifecycle.DeploymentState.*;
import ai.refit.deploy.lifecycle.Running;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What should run once a state is entered. It is saved with the state, so the two never disagree. */
final class ServingAfter {

    private ServingAfter() {}

    /** Null: as before. */
    static @Nullable Serving of(Deployment row, DeploymentState next, Instant now) {
        return switch (next) {
            case Verifying s
            when s.rollout().trafficSince() != null ->
                serving(row, s.rollout().plan().candidate(), false, s.rollout().trafficSince());
            case Baking s
            when s.rollout().trafficSince() != null ->
                serving(row, s.rollout().plan().candidate(), false, s.rollout().trafficSince());
            case VerifyingRollback s -> serving(row, s.restored(), false, now);
            case Live s when !row.isFinal() -> serving(row, s.serving(), true, now);
            case RolledBack s when !row.isFinal() -> serving(row, s.serving(), true, now);
            case Failed _, Aborted _
            when row.state() instanceof VerifyingRollback s -> serving(row, s.restored(), true, now);
            default -> null;
        };
    }

    private static Serving serving(Deployment row, Running running, boolean successful, Instant since) {
        return new Serving(
                row.order().service(),
                row.order().environment(),
                running.release(),
                running.port(),
                successful,
                row.id(),
                since);
    }
}
