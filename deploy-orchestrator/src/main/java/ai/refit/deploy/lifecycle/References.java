package ai.refit.deploy.lifecycle;

import ai.refit.deploy.lifecycle.DeploymentState.*;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a state refers to on disk, so that no retention takes it away. */
public final class References {

    private References() {}

    public static Set<String> releases(DeploymentState state) {
        var names = new HashSet<String>();
        Plan plan = plan(state);
        if (plan != null) {
            names.add(plan.release());
            if (plan.before() != null) {
                names.add(plan.before().release());
            }
        }
        switch (state) {
            case VerifyingRollback s -> names.add(s.restored().release());
            case Live s -> names.add(s.serving().release());
            case RolledBack s -> names.add(s.serving().release());
            default -> {}
        }
        if (state instanceof Final end
                && end.aftercare() != null
                && end.aftercare().retire() != null) {
            names.add(end.aftercare().retire().release());
        }
        return names;
    }

    public static Set<String> backups(DeploymentState state) {
        var ids = new HashSet<String>();
        Plan plan = plan(state);
        if (plan != null && plan.restore() != null) {
            ids.add(plan.restore().backup());
        }
        String safety = safety(state);
        if (safety != null) {
            ids.add(safety);
        }
        return ids;
    }

    /** Null: none was decided yet, or it is over. */
    public static @Nullable Plan plan(DeploymentState state) {
        return switch (state) {
            case Preparing s -> s.plan();
            case OnTrial s -> s.rollout().plan();
            case Withdrawing s -> s.plan();
            case RollingBack s -> s.rollout().plan();
            case VerifyingRollback s -> s.rollout().plan();
            case ManualIntervention s -> s.plan();
            case Waiting _, Live _, RolledBack _, Failed _, Aborted _, Superseded _, NoTarget _ -> null;
        };
    }

    private static @Nullable String safety(DeploymentState state) {
        return switch (state) {
            case Fetching s -> s.safety();
            case Installing s -> s.safety();
            case OnTrial s -> s.rollout().safety();
            case Withdrawing s -> s.safety();
            case RollingBack s -> s.rollout().safety();
            case VerifyingRollback s -> s.rollout().safety();
            case ManualIntervention s -> s.safety();
            default -> null;
        };
    }
}
