package ai.refit.deploy.lifecycle;

import static ai.refit.deploy.lifecycle.Strategy.BLUE_GREEN;
import static ai.refit.deploy.lifecycle.Strategy.HOLD;

import ai.refit.deploy.lifecycle.DeploymentEvent.*;
import ai.refit.deploy.lifecycle.DeploymentState.*;
import org.jspecify.annotations.Nullable;

/** The whole machine. */
public final class Transitions {

    /** A release from before that cannot be brought back even when made again is for people. */
    static final int LAST_LEVEL = 2;

    private record Move(DeploymentState state, DeploymentEvent event) {}

    private Transitions() {}

    /**
     * One line per legal move. Anything not listed is a bug, and says so.
     *
     * @throws IllegalTransition
     */
    public static DeploymentState next(DeploymentState state, DeploymentEvent event) {
        return switch (new Move(state, event)) {
            case Move(Queued _, Admitted(Plan plan)) -> new BackingUp(plan);
            case Move(Queued _, ApprovalNeeded _) -> new AwaitingApproval();
            case Move(AwaitingApproval _, Approved _) -> new Queued(true);
            case Move(Waiting _, NewerQueued(var by)) -> new Superseded(by);
            case Move(Waiting _, TargetMissing(var cause)) -> new NoTarget(cause);
            case Move(Waiting _, StepFailed(var cause)) -> ended(cause, null);

            case Move(BackingUp s, BackupTaken(var safety))
            when s.plan().restore() != null -> new Installing(s.plan(), safety, null);
            case Move(BackingUp s, BackupTaken(var safety)) -> new Fetching(s.plan(), safety);
            case Move(Fetching s, ArtifactFetched(var code)) -> new Installing(s.plan(), s.safety(), code);
            case Move(Installing s, ReleaseBuilt _)
            when s.plan().strategy() == HOLD -> new Restarting(new Rollout(s.plan(), s.safety(), null));
            case Move(Installing s, ReleaseBuilt _) -> new Starting(new Rollout(s.plan(), s.safety(), null));
            case Move(Preparing s, StepFailed(var cause)) -> new Withdrawing(s.plan(), safetyOf(s), cause);

            case Move(Starting s, CandidateStarted _) -> new Verifying(s.rollout());
            case Move(Restarting s, Restarted(var at)) ->
                new Verifying(s.rollout().withTrafficSince(at));
            case Move(Verifying s, Healthy _) -> new SmokeTesting(s.rollout());
            case Move(SmokeTesting s, SmokePassed _) when s.rollout().hasTraffic() -> new Baking(s.rollout());
            case Move(SmokeTesting s, SmokePassed _) -> new Switching(s.rollout());
            case Move(Switching s, Switched(var at)) -> new Baking(s.rollout().withTrafficSince(at));
            case Move(Baking s, Baked _) -> new CheckingSlo(s.rollout());
            case Move(CheckingSlo s, SloMet _) -> new Concluding(s.rollout());
            case Move(CheckingSlo s, SloUnknown(var why)) -> new Inconclusive(s.rollout(), why);
            case Move(Inconclusive s, SloWaived _) -> new Concluding(s.rollout());
            case Move(Concluding s, Concluded _) -> arrived(s.rollout());
            case Move(OnTrial s, StepFailed(var cause)) -> givenUp(s, cause);

            case Move(Withdrawing s, Withdrawn _) -> ended(s.cause(), null);
            case Move(Withdrawing s, StepFailed(var again)) ->
                new ManualIntervention(s.plan(), s.safety(), s.cause(), again);
            case Move(RollingBack s, TrafficRestored(var running)) ->
                new VerifyingRollback(s.rollout(), s.cause(), s.level(), running);
            case Move(RollingBack s, StepFailed(var again)) -> nextLevel(s.rollout(), s.cause(), s.level(), again);
            case Move(VerifyingRollback s, Healthy _) -> returned(s);
            case Move(VerifyingRollback s, StepFailed(var again)) ->
                nextLevel(s.rollout(), s.cause(), s.level(), again);

            case Move(Live s, CaredFor _) -> new Live(s.serving(), null);
            case Move(RolledBack s, CaredFor _) -> new RolledBack(s.serving(), s.cause(), null);
            case Move(Failed s, CaredFor _) -> new Failed(s.cause(), null);
            case Move(Aborted s, CaredFor _) -> new Aborted(s.cause(), null);

            case Move(var s, var e) -> throw new IllegalTransition(s, e);
        };
    }

    private static @Nullable String safetyOf(Preparing state) {
        return switch (state) {
            case BackingUp _ -> null;
            case Fetching s -> s.safety();
            case Installing s -> s.safety();
        };
    }

    private static DeploymentState arrived(Rollout rollout) {
        Plan plan = rollout.plan();
        Running before = plan.before();
        // In a held restart the old process made room before the new one came.
        Running retire = plan.strategy() == BLUE_GREEN ? before : null;
        var aftercare = new Aftercare(retire, rollout.trafficSince());
        return plan.kind() == OrderKind.RESTORE
                ? new RolledBack(plan.candidate(), null, aftercare)
                : new Live(plan.candidate(), aftercare);
    }

    /** Whether what serves was touched decides between taking the candidate away and the way back. */
    private static DeploymentState givenUp(OnTrial state, Cause cause) {
        Rollout rollout = state.rollout();
        Plan plan = rollout.plan();
        boolean untouched = switch (state) {
            case Starting _ -> true;
            case Verifying _, SmokeTesting _ -> !rollout.hasTraffic();
            case Restarting _, Switching _, Baking _, CheckingSlo _, Inconclusive _, Concluding _ -> false;
        };
        if (untouched) {
            return new Withdrawing(plan, rollout.safety(), cause);
        }
        if (plan.before() == null) {
            return new NoTarget(cause);
        }
        if (plan.irreversible() != null) {
            return new ManualIntervention(
                    plan, rollout.safety(), cause, Cause.failure("IRREVERSIBLE", plan.irreversible()));
        }
        return new RollingBack(rollout, cause, 1);
    }

    private static DeploymentState nextLevel(Rollout rollout, Cause first, int level, Cause again) {
        return level < LAST_LEVEL && rollout.safety() != null
                ? new RollingBack(rollout, first, level + 1)
                : new ManualIntervention(rollout.plan(), rollout.safety(), first, again);
    }

    /** A deployment that went back is told so; a restore that went back did not do what was asked. */
    private static DeploymentState returned(VerifyingRollback state) {
        Plan plan = state.rollout().plan();
        // A held restart has but one port, and what was restored is there.
        var aftercare = plan.strategy() == BLUE_GREEN ? new Aftercare(plan.candidate(), null) : null;
        if (state.cause().isAbort() || plan.kind() == OrderKind.RESTORE) {
            return ended(state.cause(), aftercare);
        }
        return new RolledBack(state.restored(), state.cause(), aftercare);
    }

    private static DeploymentState ended(Cause cause, @Nullable Aftercare aftercare) {
        return cause.isAbort() ? new Aborted(cause, aftercare) : new Failed(cause, aftercare);
    }
}
