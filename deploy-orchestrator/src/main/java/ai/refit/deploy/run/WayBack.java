package ai.refit.deploy.run;

import ai.refit.deploy.lifecycle.DeploymentEvent;
import ai.refit.deploy.lifecycle.DeploymentEvent.TrafficRestored;
import ai.refit.deploy.lifecycle.DeploymentEvent.Withdrawn;
import ai.refit.deploy.lifecycle.DeploymentStep.RestoreTraffic;
import ai.refit.deploy.lifecycle.DeploymentStep.Withdraw;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.lifecycle.Strategy;
import ai.refit.deploy.release.Backup;
import ai.refit.deploy.release.Release;
import ai.refit.deploy.release.Releases;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Takes back what a deployment did. */
@Component
final class WayBack {

    private final Slots slots;
    private final Trial trial;
    private final Verdicts verdicts;
    private final Hooks hooks;

    WayBack(Slots slots, Trial trial, Verdicts verdicts, Hooks hooks) {
        this.slots = slots;
        this.trial = trial;
        this.verdicts = verdicts;
        this.hooks = hooks;
    }

    /** What serves was not touched: the candidate, its release and the backup of what goes on serving all go. */
    DeploymentEvent withdraw(Withdraw step, StepContext context) {
        Releases releases = context.target().releases();
        slots.stop(context, step.plan().candidate());
        context.effect(
                "discard " + step.plan().release(),
                () -> releases.discard(step.plan().release()));
        String safety = step.safety();
        if (safety != null) {
            context.effect(
                    "drop backup " + safety, () -> context.target().backups().delete(safety));
        }
        context.target().staging().clear(context.deployment().id());
        return new Withdrawn();
    }

    /** The old release has the traffic when this returns; that it stays healthy is for the next step to see. */
    DeploymentEvent restore(RestoreTraffic step, StepContext context) {
        Plan plan = step.rollout().plan();
        Running before = Objects.requireNonNull(plan.before(), "what ran before");
        Release release = step.level() == 1
                ? undamaged(before, context)
                : madeAgain(plan, Objects.requireNonNull(step.rollout().safety(), "backup"), context);
        var running = new Running(release.id(), before.port());
        hooks.tryToRun(
                "before-rollback",
                context.target().service().hooks().beforeRollback(),
                release,
                running.port(),
                context);
        if (plan.strategy() == Strategy.HOLD) {
            trial.bringUp(context, release, running, true);
        } else {
            beside(context, release, running);
        }
        return new TrafficRestored(running);
    }

    /** Where it still runs it gets the traffic at once: nothing that runs now serves better. */
    private void beside(StepContext context, Release release, Running running) {
        if (!slots.holdsOnly(context.target(), running)) {
            slots.empty(context, running.port());
            slots.start(context, slots.launch(context, release, running.port()));
            verdicts.firstWell(running, true, context);
        }
        trial.lead(context, running);
    }

    private static Release undamaged(Running before, StepContext context) {
        return Preparation.whole(() -> {
            context.target().releases().requireUndamaged(before.release());
            return Trial.made(context, before.release());
        });
    }

    private static Release madeAgain(Plan plan, String safety, StepContext context) {
        Releases releases = context.target().releases();
        return Preparation.whole(() -> {
            Backup backup = Preparation.backup(context.target(), safety);
            String id = ReleaseIds.after(plan.release(), backup.release().sha());
            context.say("making " + id + " from backup " + backup.id());
            return releases.build(Preparation.again(id, backup, backup.release().dependencies(), context), context);
        });
    }
}
