package ai.refit.deploy.run;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.deployment.LeaseStore.LeaseLost;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.ServingStore;
import ai.refit.deploy.lifecycle.Aftercare;
import ai.refit.deploy.lifecycle.DeploymentEvent;
import ai.refit.deploy.lifecycle.DeploymentEvent.CaredFor;
import ai.refit.deploy.lifecycle.DeploymentEvent.Concluded;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.References;
import ai.refit.deploy.lifecycle.Rollout;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.release.Releases;
import ai.refit.deploy.release.Removed;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a deployment leaves behind when it is over. */
@Component
final class Conclusion {

    private final DeploymentStore deployments;
    private final ServingStore serving;
    private final Slots slots;
    private final Hooks hooks;

    Conclusion(DeploymentStore deployments, ServingStore serving, Slots slots, Hooks hooks) {
        this.deployments = deployments;
        this.serving = serving;
        this.slots = slots;
        this.hooks = hooks;
    }

    /** All gates have passed: nothing that goes wrong here takes the release back. */
    DeploymentEvent conclude(Rollout rollout, StepContext context) {
        Plan plan = rollout.plan();
        Releases releases = context.target().releases();
        harmlessly(context, () -> context.effect("point current", () -> releases.pointCurrent(plan.release())));
        String safety = rollout.safety();
        if (plan.restore() != null && safety != null) {
            harmlessly(
                    context,
                    () -> context.effect(
                            "drop safety backup " + safety,
                            () -> context.target().backups().delete(safety)));
        }
        harmlessly(
                context,
                () -> hooks.run(
                        "after-live",
                        context.target().service().hooks().afterLive(),
                        Trial.made(context, plan.release()),
                        plan.port(),
                        context));
        return new Concluded();
    }

    /** The process that nobody needs any more, then what is older than the retention. */
    DeploymentEvent careAfter(Aftercare aftercare, StepContext context) {
        Running retire = aftercare.retire();
        if (retire != null) {
            slots.stop(context, retire);
        }
        Order order = context.deployment().order();
        Releases releases = context.target().releases();
        context.target().staging().clear(context.deployment().id());
        Kept kept = kept(order);
        Removed removed = context.effect(
                "remove what is past its retention",
                () -> releases.prune(kept.releases(), kept.backups(), Instant.now()));
        context.say("removed " + removed);
        return new CaredFor();
    }

    private record Kept(Set<String> releases, Set<String> backups) {}

    /** What serves, and whatever a deployment that is not over refers to. */
    private Kept kept(Order order) {
        var kept = new Kept(new HashSet<>(), new HashSet<>());
        Await.one(serving.of(order.service(), order.environment()))
                .ifPresent(now -> kept.releases().add(now.release()));
        for (Deployment row : Await.all(deployments.unfinished(order.service(), order.environment()))) {
            kept.releases().addAll(References.releases(row.state()));
            kept.backups().addAll(References.backups(row.state()));
            if (row.order() instanceof Order.Restore restore && restore.backup() != null) {
                kept.backups().add(restore.backup());
            }
        }
        return kept;
    }

    private static void harmlessly(StepContext context, Runnable work) {
        try {
            work.run();
        } catch (CalledOff | ShuttingDown | LeaseLost e) {
            throw e;
        } catch (RuntimeException e) {
            context.say("warning: " + e.getMessage());
        }
    }
}
