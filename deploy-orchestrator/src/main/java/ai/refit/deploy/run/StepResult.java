package ai.refit.deploy.run;

import ai.refit.deploy.lifecycle.DeploymentEvent;
import java.time.Instant;

/** What performing a step led to. */
sealed interface StepResult {

    record Happened(DeploymentEvent event) implements StepResult {}

    /** Nothing to do before that moment; others may have their turn. */
    record NotYet(Instant until) implements StepResult {}

    static StepResult of(DeploymentEvent event) {
        return new Happened(event);
    }
}
