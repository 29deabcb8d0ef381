package ai.refit.deploy.deployment;

import ai.refit.deploy.lifecycle.DeploymentState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's row.
 *
 * @param deadline the absolute end of the time that the state has
 * @param attempts how often the state's step was begun
 * @param version of the row; a save expects the one that was read
 * @param fence number of the claim; the highest is the one that counts
 */
public record Deployment(
        UUID id,
        Order order,
        String requestedBy,
        String reason,
        Instant createdAt,
        DeploymentState state,
        Instant stateSince,
        Instant deadline,
        int attempts,
        @Nullable Instant finishedAt,
        boolean active,
        boolean paused,
        @Nullable Abort abort,
        @Nullable String approvedBy,
        long version,
        long fence) {

    /** Called off by an operator. */
    public record Abort(String by, String reason) {}

    public boolean isFinal() {
        return state instanceof DeploymentState.Final;
    }
}
