package ai.refit.deploy.watch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment with everything that happened to it, in the order in which it happened.
 *
 * @param waitsFor null: it waits for nobody
 */
record DeploymentDetail(
        @JsonUnwrapped DeploymentSummary summary,
        @Nullable WaitsFor waitsFor,
        List<Timeline.StateSpan> states,
        List<Timeline.StepSpan> steps,
        List<Timeline.GateSight> gates,
        List<Timeline.OperatorAction> actions) {

    static DeploymentDetail of(DeploymentSummary summary, @Nullable WaitsFor waitsFor, Timeline timeline) {
        return new DeploymentDetail(
                summary, waitsFor, timeline.states(), timeline.steps(), timeline.gates(), timeline.actions());
    }
}
