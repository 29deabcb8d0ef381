package ai.refit.deploy.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * What was decided when the deployment's turn came; it does not change any more.
 *
 * @param release id of the release to be made
 * @param port where it will run
 * @param before what has the traffic now; null: nothing, this is the first deployment
 * @param restore what to take from a backup; null for {@link OrderKind#DEPLOY}
 * @param irreversible why there is no way back from the new release; null: there is
 */
public record Plan(
        OrderKind kind,
        Strategy strategy,
        String release,
        int port,
        @Nullable Running before,
        @Nullable Restore restore,
        @Nullable String irreversible) {

    /** @param dependencies whether the backup's dependencies come with its code; otherwise those that run now stay */
    public record Restore(String backup, boolean dependencies) {}

    public Running candidate() {
        return new Running(release, port);
    }
}
