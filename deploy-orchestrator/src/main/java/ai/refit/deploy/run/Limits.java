package ai.refit.deploy.run;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.SloRules;
import ai.refit.deploy.lifecycle.DeploymentState;
import java.time.Duration;
import java.time.Instant;

/** How long each state may last. */
final class Limits {

    /** Stopping an old process takes its grace at most; trying that again and again is of no use after this. */
    private static final Duration AFTERCARE = Duration.ofMinutes(10);

    private Limits() {}

    /** The absolute end of a state that is entered at that moment. */
    static Instant deadline(TargetService service, DeploymentState state, Instant entered) {
        return entered.plus(
                switch (state) {
                    case DeploymentState.Waiting _ -> service.deadlines().queue();
                    case DeploymentState.Installing _ -> service.deadlines().dependencies();
                    case DeploymentState.Verifying _ -> service.health().deadline();
                    case DeploymentState.Baking _ ->
                        watch(service).plus(service.deadlines().progress());
                    case DeploymentState.Inconclusive _ -> service.deadlines().queue();
                    case DeploymentState.Returning _ -> service.deadlines().rollback();
                    case DeploymentState.Final _ -> service.drain().plus(AFTERCARE);
                    case DeploymentState.BackingUp _,
                            DeploymentState.Fetching _,
                            DeploymentState.Starting _,
                            DeploymentState.Restarting _,
                            DeploymentState.SmokeTesting _,
                            DeploymentState.Switching _,
                            DeploymentState.CheckingSlo _,
                            DeploymentState.Concluding _ -> service.deadlines().progress();
                });
    }

    /** When an aftercare's step is due: what it retires may answer its last requests until then. */
    static Instant due(TargetService service, DeploymentState state, Instant entered) {
        return state instanceof DeploymentState.Final end
                        && end.aftercare() != null
                        && end.aftercare().retire() != null
                        && end.aftercare().since() != null
                ? latest(entered, end.aftercare().since().plus(service.drain()))
                : entered;
    }

    /** How long a release is watched under traffic: also while the service level settles. */
    static Duration watch(TargetService service) {
        SloRules slo = service.slo();
        return slo == null || slo.settle().compareTo(service.bake()) < 0 ? service.bake() : slo.settle();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
