package ai.refit.deploy.lifecycle;

import org.jspecify.annotations.Nullable;

/** What is to be done next, with all that is needed for it. */
public sealed interface DeploymentStep {

    /** Looks whether its turn has come and everything is there, and decides the plan. */
    record Admit(boolean approved) implements DeploymentStep {}

    record AwaitApproval() implements DeploymentStep {}

    record TakeBackup(Plan plan) implements DeploymentStep {}

    record FetchArtifact(Plan plan) implements DeploymentStep {}

    /** @param code digest of the code layer; null: the backup that the plan names says */
    record BuildRelease(Plan plan, @Nullable String code) implements DeploymentStep {}

    record StartCandidate(Rollout rollout) implements DeploymentStep {}

    record RestartHeld(Rollout rollout) implements DeploymentStep {}

    /** @param returning whether it is a release that comes back, which may take more tries */
    record VerifyHealth(Running running, boolean returning) implements DeploymentStep {}

    record RunSmoke(Running running) implements DeploymentStep {}

    record SwitchTraffic(Rollout rollout) implements DeploymentStep {}

    record Bake(Rollout rollout) implements DeploymentStep {}

    record CheckSlo(Rollout rollout) implements DeploymentStep {}

    record DecideWithoutSlo(Rollout rollout, String why) implements DeploymentStep {}

    record Conclude(Rollout rollout) implements DeploymentStep {}

    record Withdraw(Plan plan, @Nullable String safety) implements DeploymentStep {}

    /** @param level 1: the release from before as it stands; 2: made again from the backup of it */
    record RestoreTraffic(Rollout rollout, int level) implements DeploymentStep {}

    record CareAfter(Aftercare aftercare) implements DeploymentStep {}

    /** Nothing is left to do. */
    record Rest() implements DeploymentStep {}

    /** As the journal and metrics call it. */
    default String title() {
        return getClass().getSimpleName();
    }

    /** No default: a new state does not compile until it is answered here. */
    static DeploymentStep stepFor(DeploymentState state) {
        return switch (state) {
            case DeploymentState.Queued s -> new Admit(s.approved());
            case DeploymentState.AwaitingApproval _ -> new AwaitApproval();
            case DeploymentState.BackingUp s -> new TakeBackup(s.plan());
            case DeploymentState.Fetching s -> new FetchArtifact(s.plan());
            case DeploymentState.Installing s -> new BuildRelease(s.plan(), s.code());
            case DeploymentState.Starting s -> new StartCandidate(s.rollout());
            case DeploymentState.Restarting s -> new RestartHeld(s.rollout());
            case DeploymentState.Verifying s ->
                new VerifyHealth(s.rollout().plan().candidate(), false);
            case DeploymentState.SmokeTesting s ->
                new RunSmoke(s.rollout().plan().candidate());
            case DeploymentState.Switching s -> new SwitchTraffic(s.rollout());
            case DeploymentState.Baking s -> new Bake(s.rollout());
            case DeploymentState.CheckingSlo s -> new CheckSlo(s.rollout());
            case DeploymentState.Inconclusive s -> new DecideWithoutSlo(s.rollout(), s.why());
            case DeploymentState.Concluding s -> new Conclude(s.rollout());
            case DeploymentState.Withdrawing s -> new Withdraw(s.plan(), s.safety());
            case DeploymentState.RollingBack s -> new RestoreTraffic(s.rollout(), s.level());
            case DeploymentState.VerifyingRollback s -> new VerifyHealth(s.restored(), true);
            case DeploymentState.Final s -> s.aftercare() == null ? new Rest() : new CareAfter(s.aftercare());
        };
    }
}
