package ai.refit.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.http.ProblemException;
import ai.refit.edge.intake.IntakeProperties.Documents;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskStore.OpenWork;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

final class BacklogTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    /** What others accepted is learnt from the table, which takes no part here. */
    private final Backlog backlog = new Backlog(
            null,
            new IntakeProperties(
                    Duration.ofHours(1),
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(3),
                    Map.of(TaskKind.REPORT, new Documents(Duration.ofSeconds(1), Duration.ofSeconds(2), 1))),
            metrics);

    @Test
    void whatIsPastTheBoundIsRefusedWithAWait() {
        admit(3);
        assertThatThrownBy(() -> admit(1))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(refused -> {
                    assertThat(refused.problem().status().value()).isEqualTo(429);
                    assertThat(refused.problem().code()).isEqualTo("QUEUE_FULL");
                    assertThat(refused.problem().retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(10));
                    assertThat(refused.problem().detail()).contains("3 tasks of kind recommendation");
                });
        assertThat(open()).as("who is refused does not count").isEqualTo(3);
    }

    @Test
    void anotherKindHasAQueueOfItsOwn() {
        admit(3);
        backlog.admit(TaskKind.EMBEDDING);
    }

    @Test
    void anEndAndAWithdrawalMakeRoom() {
        admit(3);
        backlog.ended(task(TaskStatus.SUCCEEDED, Duration.ofMillis(10)));
        admit(1);
        backlog.withdraw(TaskKind.RECOMMENDATION);
        admit(1);
        assertThatThrownBy(() -> admit(1)).isInstanceOf(ProblemException.class);
    }

    @Test
    void whileTheTableDoesNotAnswerTheLastCountStands() {
        backlog.learn(Mono.just(List.of(new OpenWork(TaskKind.RECOMMENDATION, 3, Instant.now()))));
        backlog.learn(Mono.error(new IllegalStateException("the database is away")));
        assertThat(open()).isEqualTo(3);
        backlog.learn(Mono.just(List.of()));
        assertThat(open()).isZero();
    }

    @Test
    void endsOfWhatOthersAcceptedNeverCountBelowNothing() {
        backlog.ended(task(TaskStatus.SUCCEEDED, Duration.ofMillis(10)));
        assertThat(open()).isZero();
    }

    @Test
    void theEstimateFollowsTheMeasuredTimes() {
        assertThat(backlog.retryAfter(TaskKind.RECOMMENDATION)).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 50; i++) {
            backlog.ended(task(TaskStatus.SUCCEEDED, Duration.ofSeconds(8)));
        }
        assertThat(backlog.estimate(TaskKind.RECOMMENDATION)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
        assertThat(backlog.retryAfter(TaskKind.RECOMMENDATION)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
        assertThat(backlog.retryAfter(TaskKind.EMBEDDING)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void oneSlowTaskMovesTheEstimateALittle() {
        for (int i = 0; i < 50; i++) {
            backlog.ended(task(TaskStatus.SUCCEEDED, Duration.ofSeconds(1)));
        }
        backlog.ended(task(TaskStatus.FAILED, Duration.ofSeconds(11)));
        assertThat(backlog.estimate(TaskKind.RECOMMENDATION))
                .isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_500));
    }

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"EXPIRED", "CANCELED"})
    void whatNobodyWorkedOnSaysNothingOfHowLongWorkTakes(TaskStatus status) {
        backlog.ended(task(TaskStatus.SUCCEEDED, Duration.ofSeconds(1)));
        backlog.ended(task(status, Duration.ofHours(24)));
        assertThat(backlog.estimate(TaskKind.RECOMMENDATION)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void theWaitHasAnEnd() {
        backlog.ended(task(TaskStatus.SUCCEEDED, Duration.ofHours(5)));
        assertThat(backlog.retryAfter(TaskKind.RECOMMENDATION)).isEqualTo(Duration.ofMinutes(10));
    }

    private void admit(int tasks) {
        for (int i = 0; i < tasks; i++) {
            backlog.admit(TaskKind.RECOMMENDATION);
        }
    }

    private double open() {
        return metrics.get("refit.tasks.open")
                .tag("kind", "recommendation")
                .gauge()
                .value();
    }

    private static Task task(TaskStatus status, Duration took) {
        Instant created = Instant.now().minus(took);
        return new Task(
                TaskIds.next(), TaskKind.RECOMMENDATION, status, null, 0, null, null, created, Instant.now(), 1);
    }
}
