package ai.refit.deploy.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a deployment is, with exactly the facts that are known by then. The names are those of the HTTP surface. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @Type(value = DeploymentState.Queued.class, name = "QUEUED"),
    @Type(value = DeploymentState.AwaitingApproval.class, name = "AWAITING_APPROVAL"),
    @Type(value = DeploymentState.BackingUp.class, name = "BACKING_UP"),
    @Type(value = DeploymentState.Fetching.class, name = "FETCHING"),
    @Type(value = DeploymentState.Installing.class, name = "INSTALLING"),
    @Type(value = DeploymentState.Starting.class, name = "STARTING"),
    @Type(value = DeploymentState.Restarting.class, name = "RESTARTING"),
    @Type(value = DeploymentState.Verifying.class, name = "VERIFYING"),
    @Type(value = DeploymentState.SmokeTesting.class, name = "SMOKE_TESTING"),
    @Type(value = DeploymentState.Switching.class, name = "SWITCHING"),
    @Type(value = DeploymentState.Baking.class, name = "BAKING"),
    @Type(value = DeploymentState.CheckingSlo.class, name = "CHECKING_SLO"),
    @Type(value = DeploymentState.Inconclusive.class, name = "INCONCLUSIVE"),
    @Type(value = DeploymentState.Concluding.class, name = "CONCLUDING"),
    @Type(value = DeploymentState.Withdrawing.class, name = "WITHDRAWING"),
    @Type(value = DeploymentState.RollingBack.class, name = "ROLLING_BACK"),
    @Type(value = DeploymentState.VerifyingRollback.class, name = "VERIFYING_ROLLBACK"),
    @Type(value = DeploymentState.Live.class, name = "LIVE"),
    @Type(value = DeploymentState.RolledBack.class, name = "ROLLED_BACK"),
    @Type(value = DeploymentState.Failed.class, name = "FAILED"),
    @Type(value = DeploymentState.Aborted.class, name = "ABORTED"),
    @Type(value = DeploymentState.Superseded.class, name = "SUPERSEDED"),
    @Type(value = DeploymentState.NoTarget.class, name = "NO_TARGET"),
    @Type(value = DeploymentState.ManualIntervention.class, name = "MANUAL_INTERVENTION")
})
public sealed interface DeploymentState {

    /** Nothing was done yet, and nothing runs for it. */
    sealed interface Waiting extends DeploymentState {}

    /** Something is made for it; what serves was not touched. */
    sealed interface Preparing extends DeploymentState {
        Plan plan();
    }

    /** The new release is made, and runs or is about to. */
    sealed interface OnTrial extends DeploymentState {
        Rollout rollout();
    }

    /** On the way back; there is no way back from here. */
    sealed interface Returning extends DeploymentState {}

    /** The end. {@link #aftercare} may be left to do, which changes nothing about it. */
    sealed interface Final extends DeploymentState {

        /** Null: nothing, or done. */
        default @Nullable Aftercare aftercare() {
            return null;
        }
    }

    /** @param approved whether an operator said that it may begin, also in a freeze window */
    record Queued(boolean approved) implements Waiting {}

    record AwaitingApproval() implements Waiting {}

    record BackingUp(Plan plan) implements Preparing {}

    /** @param safety id of the backup of what runs; null: nothing runs */
    record Fetching(Plan plan, @Nullable String safety) implements Preparing {}

    /** @param code digest of the code layer; null: the backup says */
    record Installing(
            Plan plan, @Nullable String safety, @Nullable String code) implements Preparing {}

    /** Beside what serves. */
    record Starting(Rollout rollout) implements OnTrial {}

    /** In the place of what serves, while requests wait. */
    record Restarting(Rollout rollout) implements OnTrial {}

    record Verifying(Rollout rollout) implements OnTrial {}

    record SmokeTesting(Rollout rollout) implements OnTrial {}

    record Switching(Rollout rollout) implements OnTrial {}

    /** Watched under traffic. */
    record Baking(Rollout rollout) implements OnTrial {}

    record CheckingSlo(Rollout rollout) implements OnTrial {}

    /** The service level could not be told; the service's policy decides, or an operator. */
    record Inconclusive(Rollout rollout, String why) implements OnTrial {}

    /** All gates have passed. */
    record Concluding(Rollout rollout) implements OnTrial {}

    /** Takes away what was made; what serves goes on serving. */
    record Withdrawing(Plan plan, @Nullable String safety, Cause cause) implements Returning {}

    /** @param level 1: the release from before as it stands; 2: made again from the backup of it */
    record RollingBack(Rollout rollout, Cause cause, int level) implements Returning {}

    /** @param restored what has the traffic again, still to prove itself */
    record VerifyingRollback(Rollout rollout, Cause cause, int level, Running restored) implements Returning {}

    record Live(Running serving, @Nullable Aftercare aftercare) implements Final {}

    /** @param cause why the new release had to go; null: it was a restore that was asked for, and it serves */
    record RolledBack(
            Running serving,
            @Nullable Cause cause,
            @Nullable Aftercare aftercare) implements Final {}

    /** What served before serves now. */
    record Failed(Cause cause, @Nullable Aftercare aftercare) implements Final {}

    record Aborted(Cause cause, @Nullable Aftercare aftercare) implements Final {}

    /** @param by the newer deployment */
    record Superseded(UUID by) implements Final {}

    /** There is nothing to go back to. */
    record NoTarget(Cause cause) implements Final {}

    /**
     * What serves is not known to be good, and nothing is done about it any more.
     *
     * @param again why the way back did not work
     */
    record ManualIntervention(Plan plan, @Nullable String safety, Cause cause, Cause again) implements Final {}

    /** As HTTP, the journal and metrics call it. */
    default String title() {
        return StateTitle.of(this);
    }
}
