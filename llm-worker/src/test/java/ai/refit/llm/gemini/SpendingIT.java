package ai.refit.llm.gemini;

import static ai.refit.llm.fakegemini.FakeMode.HANG;
import static ai.refit.llm.fakegemini.FakeMode.SLOW;
import static ai.refit.llm.fakegemini.FakeMode.UNAVAILABLE;
import static ai.refit.llm.fakegemini.FakeMode.WELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.model.Usage;
import ai.refit.embedded.TestServers;
import ai.refit.llm.analyst.AnalystUnavailable;
import ai.refit.llm.analyst.Answer;
import ai.refit.llm.analyst.Assignment;
import ai.refit.llm.analyst.ResumeFindings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is paid, what is not paid twice, and what is refused before it is paid. */
class SpendingIT {

    /** With this a call can cost one USD, and costs some cents. */
    private static final String[] A_DOLLAR_A_CALL =
            Desk.oneModel("max-output-tokens=100000", "cost-per-task=10", "cost-per-day=1.5");

    @BeforeEach
    void startWithNothingSpent() {
        CallsDatabase.forgetSpending();
    }

    @Test
    void theLimitOfATaskRefusesBeforeAnythingIsSpent() {
        try (var desk = Desk.of(WELL, "cost-per-task=0.01")) {
            Assignment task = desk.task();
            var refusal =
                    catchThrowableOfType(AnalystUnavailable.class, () -> desk.analyst.readResume(Desk.RESUME, task));

            assertThat(refusal).hasMessageContaining("BUDGET_EXCEEDED: limit of a task: 0.01 USD");
            assertThat(refusal.usage()).isEqualTo(Usage.NONE);
            assertThat(desk.fake.received()).isEmpty();
            assertThat(CallsDatabase.calls(task.taskId())).isZero();
        }
    }

    @Test
    void twoInstancesShareTheLimitOfTheDay() throws Exception {
        try (var one = Desk.of(SLOW, A_DOLLAR_A_CALL);
                var other = one.beside(A_DOLLAR_A_CALL);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> both = Stream.of(one, other)
                    .<Callable<String>>map(desk -> () -> {
                        try {
                            desk.analyst.readResume(Desk.RESUME, desk.task());
                            return "answered";
                        } catch (AnalystUnavailable e) {
                            return e.reason();
                        }
                    })
                    .toList();
            List<String> ends =
                    threads.invokeAll(both).stream().map(end -> end.resultNow()).toList();

            assertThat(ends).containsExactlyInAnyOrder("answered", "BUDGET_EXCEEDED");
            assertThat(one.fake.received()).hasSize(1);
        }
    }

    @Test
    void whatACallDidNotCostIsFreeAgain() {
        try (var desk = Desk.of(List.of(UNAVAILABLE, WELL), A_DOLLAR_A_CALL)) {
            double cost =
                    desk.analyst.readResume(Desk.RESUME, desk.task()).usage().costUsd();
            desk.analyst.readResume(Desk.RESUME + "!", desk.task());

            assertThat(cost).isBetween(0.0001, 0.1);
            assertThat(spentToday()).isBetween(cost, 3 * cost);
        }
    }

    @Test
    void theSameQuestionOfTheSameCallerIsPaidOnce() {
        try (var desk = Desk.of(WELL)) {
            Answer<ResumeFindings> first = desk.analyst.readResume(Desk.RESUME, desk.task());
            Answer<ResumeFindings> second = desk.analyst.readResume(Desk.RESUME, desk.task());

            assertThat(second.findings()).isEqualTo(first.findings());
            assertThat(second.provenance()).isEqualTo(first.provenance());
            assertThat(second.usage()).isEqualTo(Usage.NONE);
            assertThat(desk.fake.received()).hasSize(1);
        }
    }

    @Test
    void anotherCallerIsNotGivenThatAnswer() {
        try (var desk = Desk.of(WELL);
                var other = desk.beside()) {
            desk.analyst.readResume(Desk.RESUME, desk.task());
            other.analyst.readResume(Desk.RESUME, other.task());

            assertThat(desk.fake.received()).hasSize(2);
        }
    }

    @Test
    void anAnswerToAnotherVersionOfThePromptIsNotGiven() {
        try (var desk = Desk.of(WELL)) {
            desk.analyst.readResume(Desk.RESUME, desk.task());
            TestServers.execute("UPDATE llm.answers SET prompt = 'resume-0' WHERE caller = ?", desk.caller);
            desk.analyst.readResume(Desk.RESUME, desk.task());

            assertThat(desk.fake.received()).hasSize(2);
        }
    }

    @Test
    void anAnswerWhoseTimeIsOverIsDeletedAndPaidAgain() {
        try (var desk = Desk.of(WELL)) {
            desk.analyst.readResume(Desk.RESUME, desk.task());
            TestServers.execute(
                    "UPDATE llm.answers SET created_at = now() - interval '8 days' WHERE caller = ?", desk.caller);
            new OldCalls(CallsDatabase.store(), ShippedSettings.with()).forget();

            assertThat(TestServers.count("SELECT count(*) FROM llm.answers WHERE caller = ?", desk.caller))
                    .isZero();
            desk.analyst.readResume(Desk.RESUME, desk.task());
            assertThat(desk.fake.received()).hasSize(2);
        }
    }

    @Test
    void aWorkerThatDiesInACallIsPaidForAndTheNextOneSaysThatItCalledAgain() throws Exception {
        try (var desk = Desk.of(List.of(HANG, WELL), A_DOLLAR_A_CALL)) {
            UUID task = UUID.randomUUID();
            dieInACall(desk, task);

            assertThat(CallsDatabase.outcomes(task)).containsExactly("null");
            assertThat(spentToday()).isEqualTo(1.0, within(1e-9));
            Usage usage;
            try (var next =
                    desk.beside(Desk.oneModel("max-output-tokens=100000", "cost-per-task=10", "cost-per-day=10"))) {
                usage = next.analyst.readResume(Desk.RESUME, next.task(task, 2)).usage();
            }
            assertThat(usage.calls()).isEqualTo(2);
            assertThat(usage.repeatedCalls()).isEqualTo(1);
            assertThat(usage.costUsd()).isGreaterThan(1.0);
        }
    }

    @Test
    void aWorkerThatDiesAfterTheAnswerHasPaidForTheNextOneToo() {
        try (var desk = Desk.of(List.of(UNAVAILABLE, UNAVAILABLE, WELL))) {
            UUID task = UUID.randomUUID();
            Answer<ResumeFindings> first = desk.analyst.readResume(Desk.RESUME, desk.task(task, 1));
            Answer<ResumeFindings> second = desk.analyst.readResume(Desk.RESUME, desk.task(task, 2));

            assertThat(second).isEqualTo(first);
            assertThat(second.usage().calls()).isEqualTo(3);
            assertThat(desk.fake.received()).hasSize(3);
        }
    }

    @Test
    void anAnswerThatComesWhileTheDatabaseIsAwayIsKeptWhenItIsBack() throws Exception {
        try (var desk = Desk.of(SLOW);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Assignment task = desk.task();
            var answer = threads.submit(() -> desk.analyst.readResume(Desk.RESUME, task));
            await().until(() -> !desk.fake.received().isEmpty());
            TestServers.stopDatabase();
            TestServers.startDatabase();

            assertThat(answer.get().usage().calls()).isEqualTo(1);
            assertThat(CallsDatabase.outcomes(task.taskId())).containsExactly("ANSWERED");
        }
    }

    /** As close to a kill as one JVM allows: the thread stops where it waits for the answer, and writes nothing more. */
    private static void dieInACall(Desk desk, UUID task) throws InterruptedException {
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                desk.analyst.readResume(Desk.RESUME, desk.task(task, 1));
            } catch (RuntimeException _) {
                // It is dead.
            }
        });
        await().until(() -> !desk.fake.received().isEmpty());
        worker.interrupt();
        assertThat(worker.join(Duration.ofSeconds(10))).isTrue();
    }

    private static double spentToday() {
        return Double.parseDouble(
                TestServers.query("SELECT sum(cost_usd) FROM llm.spending").getFirst());
    }
}
