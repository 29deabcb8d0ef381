package ai.refit.deploy.watch;

import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.lifecycle.DeploymentState.*;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.Rollout;
import ai.refit.deploy.lifecycle.Running;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a state knows, whichever it is; null: it does not know, or there is none.
 *
 * @param safety id of the backup of what ran before
 * @param again why the way back did not work
 * @param serving what has the traffic at the end
 */
record StateFacts(
        @Nullable Plan plan,
        @Nullable String safety,
        @Nullable Cause cause,
        @Nullable Cause again,
        @Nullable Running serving,
        @Nullable UUID supersededBy) {

    static StateFacts of(DeploymentState state) {
        return switch (state) {
            case Waiting _ -> ended(null);
            case BackingUp s -> preparing(s.plan(), null);
            case Fetching s -> preparing(s.plan(), s.safety());
            case Installing s -> preparing(s.plan(), s.safety());
            case OnTrial s -> preparing(s.rollout().plan(), s.rollout().safety());
            case Withdrawing s -> new StateFacts(s.plan(), s.safety(), s.cause(), null, null, null);
            case RollingBack s -> returning(s.rollout(), s.cause());
            case VerifyingRollback s -> returning(s.rollout(), s.cause());
            case Live s -> new StateFacts(null, null, null, null, s.serving(), null);
            case RolledBack s -> new StateFacts(null, null, s.cause(), null, s.serving(), null);
            case Failed s -> ended(s.cause());
            case Aborted s -> ended(s.cause());
            case NoTarget s -> ended(s.cause());
            case Superseded s -> new StateFacts(null, null, null, null, null, s.by());
            case ManualIntervention s -> new StateFacts(s.plan(), s.safety(), s.cause(), s.again(), null, null);
        };
    }

    private static StateFacts preparing(Plan plan, @Nullable String safety) {
        return new StateFacts(plan, safety, null, null, null, null);
    }

    private static StateFacts returning(Rollout rollout, Cause cause) {
        return new StateFacts(rollout.plan(), rollout.safety(), cause, null, null, null);
    }

    private static StateFacts ended(@Nullable Cause cause) {
        return new StateFacts(null, null, cause, null, null, null);
    }
}
