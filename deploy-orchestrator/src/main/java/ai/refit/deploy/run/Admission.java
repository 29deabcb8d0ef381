package ai.refit.deploy.run;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.lifecycle.DeploymentEvent;
import ai.refit.deploy.lifecycle.DeploymentStep.Admit;
import ai.refit.deploy.lifecycle.OrderKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets a deployment begin: when its turn has come, nobody must approve it first, and all it needs is there. */
@Component
final class Admission {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final DeploymentStore deployments;
    private final Turn turn;
    private final Planner planner;
    private final InstantSource clock;

    Admission(DeploymentStore deployments, Turn turn, Planner planner, InstantSource clock) {
        this.deployments = deployments;
        this.turn = turn;
        this.planner = planner;
        this.clock = clock;
    }

    StepResult admit(Admit step, StepContext context) {
        Deployment row = context.deployment();
        List<Deployment> open = Await.all(deployments.unfinished());
        Optional<Deployment> newer = turn.newerArtifact(row, open);
        if (newer.isPresent()) {
            return StepResult.of(new DeploymentEvent.NewerQueued(newer.get().id()));
        }
        boolean approved = step.approved() || row.approvedBy() != null;
        if (turn.ahead(row, open).isPresent()
                || turn.freeze(row, approved, clock.instant()).isPresent()) {
            return new StepResult.NotYet(clock.instant().plus(LOOK_AGAIN));
        }
        if (context.target().service().approval() && row.order().orderKind() == OrderKind.DEPLOY && !approved) {
            return StepResult.of(new DeploymentEvent.ApprovalNeeded());
        }
        return StepResult.of(
                switch (planner.decide(context.target(), row.order())) {
                    case Decision.Go go -> {
                        go.warnings().forEach(warning -> context.say("warning: " + warning));
                        yield new DeploymentEvent.Admitted(go.plan());
                    }
                    case Decision.No no when no.missing() -> new DeploymentEvent.TargetMissing(no.cause());
                    case Decision.No no -> new DeploymentEvent.StepFailed(no.cause());
                });
    }

    StepResult awaitApproval(StepContext context) {
        Deployment row = context.deployment();
        if (row.approvedBy() != null) {
            return StepResult.of(new DeploymentEvent.Approved());
        }
        return turn.newerArtifact(row, Await.all(deployments.unfinished()))
                .map(newer -> StepResult.of(new DeploymentEvent.NewerQueued(newer.id())))
                .orElseGet(() -> new StepResult.NotYet(clock.instant().plus(LOOK_AGAIN)));
    }
}
