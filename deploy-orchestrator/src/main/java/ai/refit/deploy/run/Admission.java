package ai.refit.deploy.run;

import ai.refit.deploy.catalog.FreezeWindow;
import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.DeploymentStore;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.lifecycle.DeploymentEvent;
import ai.refit.deploy.lifecycle.DeploymentState.Waiting;
import ai.refit.deploy.lifecycle.DeploymentStep.Admit;
import ai.refit.deploy.lifecycle.OrderKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whose turn it is: one at a time in an environment, newer artifacts before older ones, nothing in a freeze. */
@Component
final class Admission {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Comparator<Deployment> BY_AGE =
            Comparator.comparing(Deployment::createdAt).thenComparing(Deployment::id);

    private final DeploymentStore deployments;
    private final Targets targets;
    private final Planner planner;
    private final InstantSource clock;

    Admission(DeploymentStore deployments, Targets targets, Planner planner, InstantSource clock) {
        this.deployments = deployments;
        this.targets = targets;
        this.planner = planner;
        this.clock = clock;
    }

    StepResult admit(Admit step, StepContext context) {
        Deployment row = context.deployment();
        TargetService service = context.target().service();
        List<Deployment> others = Await.all(deployments.unfinished()).stream()
                .filter(other -> !other.id().equals(row.id()))
                .toList();
        Optional<Deployment> newer = newerArtifact(row, others);
        if (newer.isPresent()) {
            return StepResult.of(new DeploymentEvent.NewerQueued(newer.get().id()));
        }
        boolean approved = step.approved() || row.approvedBy() != null;
        if (!isItsTurn(row, service, others)
                || (!approved && freeze(row.order(), service).isPresent())) {
            return new StepResult.NotYet(clock.instant().plus(LOOK_AGAIN));
        }
        if (service.approval() && row.order().orderKind() == OrderKind.DEPLOY && !approved) {
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
        List<Deployment> others = Await.all(
                deployments.unfinished(row.order().service(), row.order().environment()));
        return newerArtifact(row, others)
                .map(newer -> StepResult.of(new DeploymentEvent.NewerQueued(newer.id())))
                .orElseGet(() -> new StepResult.NotYet(clock.instant().plus(LOOK_AGAIN)));
    }

    /** The freeze that a deployment would have to wait for now. */
    Optional<FreezeWindow> freeze(Order order, TargetService service) {
        Instant now = clock.instant();
        return order.orderKind() == OrderKind.RESTORE
                ? Optional.empty()
                : service.freeze().stream().filter(window -> window.covers(now)).findFirst();
    }

    private static Optional<Deployment> newerArtifact(Deployment row, List<Deployment> others) {
        return row.order().orderKind() == OrderKind.RESTORE
                ? Optional.empty()
                : others.stream()
                        .filter(other -> other.order().key().equals(row.order().key())
                                && other.order().orderKind() == OrderKind.DEPLOY
                                && other.state() instanceof Waiting
                                && BY_AGE.compare(other, row) > 0)
                        .max(BY_AGE);
    }

    /** The orchestrator itself is deployed when nothing else is under way or waits, and nothing else meanwhile. */
    private boolean isItsTurn(Deployment row, TargetService service, List<Deployment> others) {
        return others.stream().noneMatch(other -> {
            boolean ahead = !(other.state() instanceof Waiting) || BY_AGE.compare(other, row) < 0;
            boolean sameKey = other.order().key().equals(row.order().key());
            if (sameKey) {
                return ahead;
            }
            return service.itself() || (isItself(other) && !(other.state() instanceof Waiting));
        });
    }

    private boolean isItself(Deployment other) {
        return targets.find(other.order().key())
                .map(target -> target.service().itself())
                .orElse(false);
    }
}
