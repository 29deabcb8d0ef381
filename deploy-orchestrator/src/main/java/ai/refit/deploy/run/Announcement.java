package ai.refit.deploy.run;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.lifecycle.DeploymentState;
import ai.refit.deploy.lifecycle.DeploymentState.*;
import ai.refit.deploy.lifecycle.OrderKind;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.References;
import ai.refit.deploy.notice.Ending;
import ai.refit.deploy.release.ReleaseFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people are told about the end of a deployment. */
final class Announcement {

    private Announcement() {}

    /** @param row as it was before the end */
    static Ending of(Target target, Deployment row, DeploymentState.Final end, Instant now) {
        Plan plan = References.plan(row.state());
        Cause cause = cause(end);
        return new Ending(
                row.id(),
                row.order().orderKind() == OrderKind.DEPLOY ? Ending.Kind.DEPLOY : Ending.Kind.RESTORE,
                end.title(),
                row.order().service(),
                row.order().environment(),
                plan == null ? null : plan.release(),
                sha(target, row, plan),
                plan == null || plan.before() == null ? null : plan.before().release(),
                row.requestedBy(),
                row.reason(),
                cause == null ? null : cause.code() + ": " + cause.detail(),
                row.createdAt(),
                now,
                warnings(row.order()),
                end instanceof ManualIntervention manual ? Instructions.of(target, manual) : null,
                null);
    }

    private static @Nullable String sha(Target target, Deployment row, @Nullable Plan plan) {
        if (row.order() instanceof Order.Deploy deploy) {
            return deploy.sha();
        }
        try {
            return plan == null
                    ? null
                    : target.releases()
                            .find(plan.release())
                            .map(release -> release.facts().sha())
                            .orElse(null);
        } catch (ReleaseFailure e) {
            return null;
        }
    }

    private static List<String> warnings(Order order) {
        return order instanceof Order.Restore restore && !restore.dependencies()
                ? List.of("only the code was restored: the dependencies stay those that ran")
                : List.of();
    }

    private static @Nullable Cause cause(DeploymentState.Final end) {
        return switch (end) {
            case Live _ -> null;
            case RolledBack s -> s.cause();
            case Failed s -> s.cause();
            case Aborted s -> s.cause();
            case NoTarget s -> s.cause();
            case ManualIntervention s -> s.cause();
            case Superseded s -> Cause.failure("SUPERSEDED", "deployment " + s.by() + " is newer");
        };
    }
}
