package ai.refit.deploy.run;

import ai.refit.deploy.lifecycle.DeploymentStep;
import ai.refit.deploy.lifecycle.DeploymentStep.*;
import org.springframework.stereotype.Component;

/** Who does which step. */
@Component
final class Performance {

    private final Admission admission;
    private final Preparation preparation;
    private final Trial trial;
    private final Verdicts verdicts;
    private final WayBack wayBack;
    private final Conclusion conclusion;

    Performance(
            Admission admission,
            Preparation preparation,
            Trial trial,
            Verdicts verdicts,
            WayBack wayBack,
            Conclusion conclusion) {
        this.admission = admission;
        this.preparation = preparation;
        this.trial = trial;
        this.verdicts = verdicts;
        this.wayBack = wayBack;
        this.conclusion = conclusion;
    }

    StepResult perform(DeploymentStep step, StepContext context) {
        return switch (step) {
            case Admit s -> admission.admit(s, context);
            case AwaitApproval _ -> admission.awaitApproval(context);
            case TakeBackup s -> StepResult.of(preparation.backUp(s, context));
            case FetchArtifact s -> StepResult.of(preparation.fetch(s, context));
            case BuildRelease s -> StepResult.of(preparation.build(s, context));
            case StartCandidate s -> StepResult.of(trial.start(s.rollout(), context));
            case RestartHeld s -> StepResult.of(trial.restart(s.rollout(), context));
            case SwitchTraffic s -> StepResult.of(trial.switchTraffic(s.rollout(), context));
            case VerifyHealth s -> StepResult.of(verdicts.health(s, context));
            case RunSmoke s -> StepResult.of(verdicts.smoke(s, context));
            case Bake s -> StepResult.of(verdicts.bake(s.rollout(), context));
            case CheckSlo s -> StepResult.of(verdicts.slo(s.rollout(), context));
            case DecideWithoutSlo s -> verdicts.decideWithoutSlo(s, context);
            case Conclude s -> StepResult.of(conclusion.conclude(s.rollout(), context));
            case Withdraw s -> StepResult.of(wayBack.withdraw(s, context));
            case RestoreTraffic s -> StepResult.of(wayBack.restore(s, context));
            case CareAfter s -> StepResult.of(conclusion.careAfter(s.aftercare(), context));
            case Rest _ -> throw new IllegalStateException("a deployment at rest has no step to perform");
        };
    }
}
