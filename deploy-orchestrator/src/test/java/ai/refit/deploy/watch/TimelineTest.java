package ai.refit.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.refit.deploy.deployment.JournalEntry;
import ai.refit.deploy.deployment.JournalEntry.Action;
import ai.refit.deploy.deployment.JournalEntry.GateSeen;
import ai.refit.deploy.deployment.JournalEntry.LogLine;
import ai.refit.deploy.deployment.JournalEntry.Planned;
import ai.refit.deploy.deployment.JournalEntry.StateChanged;
import ai.refit.deploy.deployment.JournalEntry.StepEnded;
import ai.refit.deploy.deployment.JournalEntry.StepStarted;
import ai.refit.deploy.deployment.JournalStore.Written;
import ai.refit.deploy.watch.Timeline.Attempt;
import ai.refit.deploy.watch.Timeline.StateSpan;
import ai.refit.deploy.watch.Timeline.StepSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TimelineTest {

    private static final Instant START = Instant.parse("2026-01-27T15:00:00Z");

    @Test
    void aStateLastsUntilTheNextAndTheLastOneIsOpen() {
        Timeline timeline = written(state("QUEUED"), state("BACKING_UP"), state("FETCHING"));
        assertThat(timeline.states())
                .containsExactly(
                        new StateSpan("QUEUED", second(0), second(1), null),
                        new StateSpan("BACKING_UP", second(1), second(2), null),
                        new StateSpan("FETCHING", second(2), null, null));
    }

    @Test
    void aStepTriedAgainIsOneStepWithTwoAttempts() {
        Timeline timeline = written(
                state("FETCHING"),
                new StepStarted("FetchArtifact", 1, 7),
                new StepEnded("FetchArtifact", 1, "Again", "connection refused"),
                new StepStarted("FetchArtifact", 2, 7),
                new StepEnded("FetchArtifact", 2, "ArtifactFetched", null),
                state("INSTALLING"));
        assertThat(timeline.steps())
                .containsExactly(new StepSpan(
                        "FetchArtifact",
                        "FETCHING",
                        second(1),
                        second(4),
                        "ArtifactFetched",
                        null,
                        List.of(
                                new Attempt(1, second(1), second(2), "Again", "connection refused"),
                                new Attempt(2, second(3), second(4), "ArtifactFetched", null))));
    }

    @Test
    void anAttemptThatNobodyEndedWasInterrupted() {
        Timeline timeline = written(
                state("INSTALLING"), new StepStarted("BuildRelease", 1, 7), new StepStarted("BuildRelease", 2, 8));
        assertThat(timeline.steps().getFirst().attempts())
                .extracting(Attempt::attempt, Attempt::outcome, Attempt::endedAt)
                .containsExactly(tuple(1, "Interrupted", null), tuple(2, null, null));
        assertThat(timeline.steps().getFirst().outcome()).isNull();
    }

    @Test
    void whatOnlyWaitedBeganWithItsState() {
        Timeline timeline = written(state("QUEUED"), new StepEnded("Admit", 0, "Admitted", null), state("BACKING_UP"));
        assertThat(timeline.steps())
                .extracting(StepSpan::step, StepSpan::startedAt, StepSpan::endedAt)
                .containsExactly(tuple("Admit", second(0), second(1)));
    }

    @Test
    void theSameStepInAnotherStateIsAnotherStep() {
        Timeline timeline = written(
                state("VERIFYING"),
                new StepStarted("VerifyHealth", 1, 7),
                new StepEnded("VerifyHealth", 1, "StepFailed", "UNHEALTHY: no answer"),
                state("ROLLING_BACK"),
                state("VERIFYING_ROLLBACK"),
                new StepStarted("VerifyHealth", 1, 7));
        assertThat(timeline.steps())
                .extracting(StepSpan::state, StepSpan::outcome)
                .containsExactly(tuple("VERIFYING", "StepFailed"), tuple("VERIFYING_ROLLBACK", null));
    }

    @Test
    void whatIsDoneAfterTheEndDoesNotChangeTheEnd() {
        Timeline timeline = written(
                state("LIVE"),
                new StepStarted("CareAfter", 1, 7),
                new StepEnded("CareAfter", 1, "CaredFor", null),
                state("LIVE"));
        assertThat(timeline.states()).containsExactly(new StateSpan("LIVE", second(0), null, null));
        assertThat(timeline.steps()).extracting(StepSpan::state).containsExactly("LIVE");
    }

    @Test
    void gatesActionsAndThePlanAreKeptAndLogLinesAreNot() {
        Timeline timeline = written(
                new Action("deploy", "ci", "a merge", null),
                new Planned(SampleStory.PLAN),
                new LogLine("fetching"),
                new GateSeen("slo", "FAILED", "too slow", Map.of("value", 4.2)),
                new Action("abort", "mina", "too slow", "the deployment is over"));
        assertThat(timeline.plan()).isEqualTo(SampleStory.PLAN);
        assertThat(timeline.gates())
                .containsExactly(new Timeline.GateSight(second(3), "slo", "FAILED", "too slow", Map.of("value", 4.2)));
        assertThat(timeline.actions())
                .extracting(Timeline.OperatorAction::action, Timeline.OperatorAction::refused)
                .containsExactly(tuple("deploy", null), tuple("abort", "the deployment is over"));
    }

    private static StateChanged state(String title) {
        return new StateChanged(null, title, null);
    }

    private static Instant second(int number) {
        return START.plusSeconds(number);
    }

    /** One a second. */
    private static Timeline written(JournalEntry... entries) {
        List<Written> journal = new ArrayList<>();
        for (JournalEntry entry : entries) {
            journal.add(new Written(journal.size() + 1, second(journal.size()), entry));
        }
        return Timeline.of(journal);
    }
}
