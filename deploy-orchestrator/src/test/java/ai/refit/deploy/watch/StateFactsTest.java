package ai.refit.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.lifecycle.DeploymentState.Baking;
import ai.refit.deploy.lifecycle.DeploymentState.Live;
import ai.refit.deploy.lifecycle.DeploymentState.ManualIntervention;
import ai.refit.deploy.lifecycle.Rollout;
import org.junit.jupiter.api.Test;

final class StateFactsTest {

    private static final Cause SLOW = Cause.failure("SLO_MISSED", "too slow");
    private static final Cause STUCK = Cause.failure("NOT_STARTED", "it does not start");

    @Test
    void aReleaseOnTrialKnowsItsPlanAndTheBackupOfWhatRan() {
        var facts = StateFacts.of(new Baking(new Rollout(SampleStory.PLAN, "20260128093001", null)));
        assertThat(facts.plan()).isEqualTo(SampleStory.PLAN);
        assertThat(facts.safety()).isEqualTo("20260128093001");
        assertThat(facts.cause()).isNull();
    }

    @Test
    void theEndKnowsWhatServesAndNoPlan() {
        var facts = StateFacts.of(new Live(SampleStory.BEFORE, null));
        assertThat(facts.serving()).isEqualTo(SampleStory.BEFORE);
        assertThat(facts.plan()).isNull();
    }

    @Test
    void whatIsLeftToPeopleNamesBothCauses() {
        var facts = StateFacts.of(new ManualIntervention(SampleStory.PLAN, null, SLOW, STUCK));
        assertThat(facts.cause()).isEqualTo(SLOW);
        assertThat(facts.again()).isEqualTo(STUCK);
    }
}
