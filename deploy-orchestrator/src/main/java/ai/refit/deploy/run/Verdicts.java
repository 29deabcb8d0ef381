package ai.refit.deploy.run;

import ai.refit.deploy.catalog.TargetService.SloRules;
import ai.refit.deploy.gate.BakeWatch;
import ai.refit.deploy.gate.GateReport;
import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.gate.HealthGate;
import ai.refit.deploy.gate.HealthGate.Tries;
import ai.refit.deploy.gate.SloGate;
import ai.refit.deploy.gate.SmokeGate;
import ai.refit.deploy.lifecycle.DeploymentEvent;
import ai.refit.deploy.lifecycle.DeploymentStep.DecideWithoutSlo;
import ai.refit.deploy.lifecycle.DeploymentStep.RunSmoke;
import ai.refit.deploy.lifecycle.DeploymentStep.VerifyHealth;
import ai.refit.deploy.lifecycle.Rollout;
import ai.refit.deploy.lifecycle.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Puts a release before the gates, and turns what they saw into what happened. */
@Component
final class Verdicts {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final HealthGate health;
    private final SmokeGate smoke;
    private final BakeWatch bake;
    private final SloGate slo;
    private final Slots slots;

    Verdicts(HealthGate health, SmokeGate smoke, BakeWatch bake, SloGate slo, Slots slots) {
        this.health = health;
        this.smoke = smoke;
        this.bake = bake;
        this.slo = slo;
        this.slots = slots;
    }

    DeploymentEvent health(VerifyHealth step, StepContext context) {
        Running running = step.running();
        requireHealthy(
                health.check(
                        context.target().service(),
                        running.port(),
                        running.release(),
                        slots.proof(context.target(), running),
                        tries(step.returning()),
                        context),
                running,
                context);
        return new DeploymentEvent.Healthy();
    }

    /** The first proven answer; how long it stays well is for {@link #health} to see. @throws Refused */
    GateReport firstWell(Running running, boolean returning, StepContext context) {
        return requireHealthy(
                health.firstWell(
                        context.target().service(),
                        running.port(),
                        running.release(),
                        slots.proof(context.target(), running),
                        tries(returning),
                        context),
                running,
                context);
    }

    DeploymentEvent smoke(RunSmoke step, StepContext context) {
        GateReport report =
                smoke.check(context.target().service(), step.running().port(), context);
        context.seen(report);
        if (report.outcome() == Outcome.FAILED) {
            throw new Refused("SMOKE_FAILED", report.detail());
        }
        return new DeploymentEvent.SmokePassed();
    }

    DeploymentEvent bake(Rollout rollout, StepContext context) {
        Instant end = since(rollout).plus(Limits.watch(context.target().service()));
        Running running = rollout.plan().candidate();
        GateReport report = bake.watch(
                context.target().service(),
                running.port(),
                running.release(),
                slots.proof(context.target(), running),
                end,
                context);
        context.seen(report);
        if (report.outcome() == Outcome.FAILED) {
            showLog(running, context);
            throw new Refused("UNHEALTHY_UNDER_TRAFFIC", report.detail());
        }
        return new DeploymentEvent.Baked();
    }

    DeploymentEvent slo(Rollout rollout, StepContext context) {
        SloRules rules = context.target().service().slo();
        if (rules == null) {
            return new DeploymentEvent.SloMet();
        }
        GateReport report = slo.check(rules, since(rollout).plus(rules.settle()), context);
        context.seen(report);
        return switch (report.outcome()) {
            case PASSED, WARNED -> new DeploymentEvent.SloMet();
            case INCONCLUSIVE -> new DeploymentEvent.SloUnknown(report.detail());
            case FAILED -> throw new Refused("SLO_MISSED", report.detail());
        };
    }

    StepResult decideWithoutSlo(DecideWithoutSlo step, StepContext context) {
        SloRules rules = Objects.requireNonNull(context.target().service().slo(), "slo");
        return switch (rules.noData()) {
            case WARN -> {
                context.say("warning: without a service level: " + step.why());
                yield StepResult.of(new DeploymentEvent.SloWaived());
            }
            case FAIL -> throw new Refused("SLO_UNKNOWN", step.why());
            case ASK ->
                context.deployment().approvedBy() == null
                        ? new StepResult.NotYet(Instant.now().plus(ASK_AGAIN))
                        : StepResult.of(new DeploymentEvent.SloWaived());
        };
    }

    private static Instant since(Rollout rollout) {
        return Objects.requireNonNull(rollout.trafficSince(), "traffic since");
    }

    private static Tries tries(boolean returning) {
        return returning ? Tries.ROLLBACK : Tries.DEPLOY;
    }

    private static GateReport requireHealthy(GateReport report, Running running, StepContext context) {
        context.seen(report);
        if (report.outcome() == Outcome.FAILED) {
            showLog(running, context);
            throw new Refused("UNHEALTHY", report.detail());
        }
        return report;
    }

    /** What the process said last is what people ask for first. */
    private static void showLog(Running running, StepContext context) {
        context.target().lastLines(running.port()).forEach(line -> context.say(running.release() + " said: " + line));
    }
}
