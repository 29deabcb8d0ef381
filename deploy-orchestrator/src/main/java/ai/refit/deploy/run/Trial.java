package ai.refit.deploy.run;

import ai.refit.deploy.lifecycle.DeploymentEvent;
import ai.refit.deploy.lifecycle.DeploymentEvent.CandidateStarted;
import ai.refit.deploy.lifecycle.DeploymentEvent.Restarted;
import ai.refit.deploy.lifecycle.DeploymentEvent.Switched;
import ai.refit.deploy.lifecycle.Rollout;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.process.Launch;
import ai.refit.deploy.proxy.Proxy.Route;
import ai.refit.deploy.release.Release;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Brings the new release to run, and traffic to it. */
@Component
final class Trial {

    private final Slots slots;
    private final Hooks hooks;
    private final Verdicts verdicts;

    Trial(Slots slots, Hooks hooks, Verdicts verdicts) {
        this.slots = slots;
        this.hooks = hooks;
        this.verdicts = verdicts;
    }

    /** Beside what serves: its port has nothing that anybody needs. */
    DeploymentEvent start(Rollout rollout, StepContext context) {
        Running candidate = rollout.plan().candidate();
        if (!slots.holdsOnly(context.target(), candidate)) {
            Release release = made(context, candidate.release());
            slots.empty(context, candidate.port());
            beforeStart(context, release, candidate.port());
            slots.start(context, slots.launch(context, release, candidate.port()));
        }
        return new CandidateStarted();
    }

    /** In the place of what serves, while the proxy holds requests; they go on at its first proven answer. */
    DeploymentEvent restart(Rollout rollout, StepContext context) {
        Running candidate = rollout.plan().candidate();
        Release release = made(context, candidate.release());
        if (!slots.holdsOnly(context.target(), candidate)) {
            beforeStart(context, release, candidate.port());
        }
        bringUp(context, release, candidate, false);
        return new Restarted(Instant.now());
    }

    private void beforeStart(StepContext context, Release release, int port) {
        hooks.run("before-start", context.target().service().hooks().beforeStart(), release, port, context);
    }

    /** Holds requests, has only that release run at the port, and lets requests go on once it answers. */
    void bringUp(StepContext context, Release release, Running running, boolean returning) {
        Target target = context.target();
        if (!slots.holdsOnly(target, running)) {
            Launch launch = slots.launch(context, release, running.port());
            if (target.hasProxy()) {
                context.effect("hold requests", () -> target.proxy().hold(running.port()));
            }
            slots.empty(context, running.port());
            slots.start(context, launch);
        }
        verdicts.firstWell(running, returning, context);
        lead(context, running);
    }

    DeploymentEvent switchTraffic(Rollout rollout, StepContext context) {
        lead(context, rollout.plan().candidate());
        return new Switched(Instant.now());
    }

    /** Gives the traffic to that one, unless it has it. */
    void lead(StepContext context, Running running) {
        Target target = context.target();
        if (target.hasProxy() && !target.proxy().route().equals(Optional.of(new Route(running.port(), false)))) {
            context.effect(
                    "lead traffic to port " + running.port(),
                    () -> target.proxy().leadTo(running.port()));
        }
    }

    static Release made(StepContext context, String id) {
        return context.target()
                .releases()
                .find(id)
                .orElseThrow(() -> new Refused("RELEASE_MISSING", "release " + id + " is not complete on disk"));
    }
}
