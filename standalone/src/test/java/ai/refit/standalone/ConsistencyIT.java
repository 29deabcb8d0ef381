package ai.refit.standalone;

import static ai.refit.standalone.HandMadeSystem.RESULT;
import static ai.refit.standalone.HandMadeSystem.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.TestServers;
import ai.refit.standalone.check.Finding;
import ai.refit.standalone.check.Finding.Rule;
import ai.refit.standalone.check.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checker finds each kind of fault where there is one, and nothing where there is none. */
final class ConsistencyIT {

    private static final TaskKind KIND = TaskKind.ANALYSIS;
    private static final String OTHER = "{\"answer\":[1,2.51],\"name\":\"가\"}";
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static HandMadeSystem system;

    @BeforeAll
    static void open() throws Exception {
        system = new HandMadeSystem("consistency");
    }

    @AfterAll
    static void close() throws Exception {
        system.close();
    }

    @BeforeEach
    void empty() throws Exception {
        system.empty();
    }

    @Test
    void aSystemInOrderHasNoFindings() {
        for (TaskKind kind : new TaskKind[] {TaskKind.RECOMMENDATION, TaskKind.POSTING}) {
            UUID task = system.succeeded(kind, RESULT);
            // Reported twice, as a redelivery does, and written by somebody who orders properties otherwise.
            system.completed(kind, task, RESULT);
            system.completed(kind, task, "{\"name\":\"가\", \"answer\":[1, 2.50]}");
            system.key(task);
        }
        UUID analysis = system.succeeded(KIND, RESULT);
        String withText = RESULT.replace("{", "{\"text\":\"masked\",");
        system.completed(KIND, analysis, withText);
        system.ledger(KIND, analysis, "completed", withText);
        system.call(analysis, 1);
        system.handIn(analysis);
        system.order(KIND, analysis, reference(analysis));
        UUID failed = system.failed(KIND, "NOT_A_RESUME", "It is something else.");
        system.report(KIND, new TaskReport.Failed(failed, "NOT_A_RESUME", "It is something else."));
        system.ledger(KIND, failed, "failed", fault("NOT_A_RESUME", "It is something else."));
        UUID canceled = system.open(KIND);
        system.execute("UPDATE edge.tasks SET status = 'canceled', finished_at = now() WHERE task_id = ?", canceled);
        system.completed(KIND, canceled, RESULT);
        system.ledger(KIND, canceled, "completed", RESULT);
        UUID running = system.open(KIND);
        system.handIn(running);
        system.completed(KIND, running, RESULT);
        system.ledger(KIND, running, "completed", RESULT);
        system.execute("UPDATE llm.ledger SET published_at = NULL WHERE task_id = ?", running);
        UUID imported = system.succeeded(TaskKind.MENTOR_IMPORT, RESULT);
        system.key(imported);

        Verdict verdict = system.check(false);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.skipped()).isEmpty();
        assertThat(verdict.looked())
                .containsEntry("tasks", 7L)
                .containsEntry("reports", 8L)
                .containsEntry("orders", 1L)
                .containsEntry("ledger", 3L);
    }

    @Test
    void aTaskThatIsOpenPastItsDeadlineIsFound() {
        UUID task = system.open(TaskKind.RECOMMENDATION);
        assertThat(system.check(false).findings()).isEmpty();
        system.execute("UPDATE edge.tasks SET deadline = now() - interval '2 minutes' WHERE task_id = ?", task);
        assertOnly(Rule.TASK_OPEN, task);
    }

    @Test
    void whenNobodyHandsInWorkAnyMoreWhateverIsOpenIsFound() {
        UUID task = system.open(KIND);
        system.handIn(task);
        UUID claimed = TaskIds.next();
        system.ledger(KIND, claimed, "completed", RESULT);
        system.execute("UPDATE llm.ledger SET outcome = NULL, published_at = NULL");
        assertThat(system.check(false).findings()).isEmpty();
        assertThat(system.check(true).findings())
                .extracting(Finding::rule, Finding::subject)
                .containsExactly(tuple(Rule.TASK_OPEN, task.toString()), tuple(Rule.LEDGER_OPEN, claimed.toString()));
    }

    @Test
    void twoDifferentReportsOnATaskAreFoundWhicheverTheEdgeTook() {
        UUID task = system.succeeded(KIND, OTHER);
        system.completed(KIND, task, RESULT);
        system.completed(KIND, task, OTHER);
        assertOnly(Rule.REPORTS_DIFFER, task);
    }

    @Test
    void aRecommendationMayBeAnsweredAgainFromANewerIndex() {
        UUID task = system.succeeded(TaskKind.RECOMMENDATION, OTHER);
        system.completed(TaskKind.RECOMMENDATION, task, RESULT);
        system.completed(TaskKind.RECOMMENDATION, task, OTHER);
        assertThat(system.check(true).findings()).isEmpty();
    }

    @Test
    void aReportedFailureBesideASuccessIsFound() {
        UUID task = system.succeeded(KIND, RESULT);
        system.completed(KIND, task, RESULT);
        system.report(KIND, new TaskReport.Failed(task, "DEADLINE_PASSED", "Too late."));
        assertOnly(Rule.REPORTS_DIFFER, task);
    }

    @Test
    void aResultThatIsNotTheReportedOneIsFound() {
        UUID task = system.succeeded(KIND, OTHER);
        system.completed(KIND, task, RESULT);
        assertOnly(Rule.TASK_DIFFERS, task);
    }

    @Test
    void aFailureThatWasReportedAsASuccessIsFound() {
        UUID task = system.failed(KIND, "A", "b");
        system.completed(KIND, task, fault("A", "b"));
        assertOnly(Rule.TASK_DIFFERS, task);
    }

    @Test
    void aTaskThatIsStillOpenLongAfterItsReportIsFound() {
        UUID task = system.open(TaskKind.RECOMMENDATION);
        var now = new TaskReport.Completed(task, HandMadeSystem.bytes(RESULT));
        var order = new TaskOrder(task, TaskKind.RECOMMENDATION, Instant.now(), 0, null, new byte[0]);
        ProducerRecord<String, byte[]> message = now.toRecord(order, "/refit/test");
        TestServers.send(new ProducerRecord<>(
                message.topic(),
                message.partition(),
                System.currentTimeMillis() - 120_000,
                message.key(),
                message.value(),
                message.headers()));
        assertOnly(Rule.TASK_DIFFERS, task);
    }

    @Test
    void aResultThatLacksAnErasedMentorIsTheReportedOneAndOneThatGainsOneIsNot() {
        String both = "{\"recommendations\":[{\"user_id\":1},{\"user_id\":2}],\"total_count\":2}";
        String one = "{\"total_count\": 1, \"recommendations\": [{\"user_id\": 2}]}";
        UUID erased = system.succeeded(TaskKind.RECOMMENDATION, one);
        system.completed(TaskKind.RECOMMENDATION, erased, both);
        assertThat(system.check(false).findings()).isEmpty();
        UUID gained = system.succeeded(TaskKind.RECOMMENDATION, both);
        system.completed(TaskKind.RECOMMENDATION, gained, one);
        assertOnly(Rule.TASK_DIFFERS, gained);
    }

    @Test
    void anEndThatNobodyReportedIsFoundUnlessItsReportMayBeGone() {
        UUID old = system.succeeded(KIND, RESULT);
        system.execute("UPDATE edge.tasks SET created_at = now() - interval '2 hours' WHERE task_id = ?", old);
        Verdict verdict = system.check(false);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.skipped()).containsExactly("1 tasks whose reports the topics need not hold any more");
        assertOnly(Rule.TASK_UNREPORTED, system.failed(KIND, "A", "b"));
    }

    @Test
    void anOpenRowOfTheLedgerPastItsDeadlineIsFound() {
        UUID task = TaskIds.next();
        system.ledger(KIND, task, "completed", RESULT);
        system.execute(
                "UPDATE llm.ledger SET outcome = NULL, published_at = NULL, deadline = now() - interval '2 minutes'");
        assertOnly(Rule.LEDGER_OPEN, task);
    }

    @Test
    void anEndInTheLedgerThatIsNotPublishedIsFound() {
        UUID task = TaskIds.next();
        system.ledger(KIND, task, "completed", RESULT);
        system.execute("UPDATE llm.ledger SET published_at = NULL, finished_at = now() - interval '2 minutes'");
        assertOnly(Rule.LEDGER_UNPUBLISHED, task);
    }

    @Test
    void anEndInTheLedgerThatIsNotTheReportedOneIsFound() {
        UUID task = system.succeeded(KIND, RESULT);
        system.completed(KIND, task, RESULT);
        system.ledger(KIND, task, "completed", OTHER);
        assertOnly(Rule.LEDGER_DIFFERS, task);
    }

    @Test
    void anEndInTheLedgerThatOnlyCountsAsPublishedIsFound() {
        UUID task = TaskIds.next();
        system.ledger(KIND, task, "completed", RESULT);
        assertOnly(Rule.LEDGER_DIFFERS, task);
    }

    @Test
    void whenTheReportIsGoneTheLedgerIsHeldAgainstTheEdge() {
        UUID same = system.succeeded(KIND, RESULT);
        system.ledger(KIND, same, "completed", RESULT.replace("{", "{\"text\":\"masked\","));
        UUID other = system.succeeded(KIND, RESULT);
        system.ledger(KIND, other, "failed", fault("A", "b"));
        system.execute("UPDATE edge.tasks SET created_at = now() - interval '2 hours'");
        system.execute("UPDATE llm.ledger SET finished_at = now() - interval '2 hours'");
        assertOnly(Rule.LEDGER_DIFFERS, other);
    }

    @Test
    void aClaimThatNobodyCanHaveMadeIsFound() {
        UUID task = TaskIds.next();
        system.ledger(KIND, task, "completed", RESULT);
        system.execute("UPDATE llm.ledger SET fence = 0, outcome = NULL, published_at = NULL");
        assertOnly(Rule.LEDGER_FENCE, task);
    }

    @Test
    void aCallForWorkThatNobodyClaimedIsFound() {
        UUID claimed = TaskIds.next();
        system.ledger(KIND, claimed, "completed", RESULT);
        system.execute("UPDATE llm.ledger SET outcome = NULL, published_at = NULL");
        system.call(claimed, 1);
        UUID forgotten = TaskIds.next();
        system.call(forgotten, 1);
        system.execute("UPDATE llm.calls SET started_at = now() - interval '1 day' WHERE task_id = ?", forgotten);
        assertThat(system.check(false).findings()).isEmpty();
        UUID unclaimed = TaskIds.next();
        system.call(unclaimed, 1);
        assertOnly(Rule.CALL_WITHOUT_LEDGER, unclaimed);
    }

    @Test
    void aCallInAnAttemptThatNobodyClaimedIsFound() {
        UUID task = TaskIds.next();
        system.ledger(KIND, task, "completed", RESULT);
        system.execute("UPDATE llm.ledger SET outcome = NULL, published_at = NULL, fence = 2");
        system.call(task, 1);
        system.call(task, 2);
        assertThat(system.check(false).findings()).isEmpty();
        system.call(task, 3);
        assertOnly(Rule.CALLS_BEYOND_FENCE, task);
    }

    @Test
    void anInputThatOutlivedItsTaskIsFound() {
        UUID task = TaskIds.next();
        system.handIn(task);
        assertOnly(Rule.INPUT_WITHOUT_TASK, task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"analysis", "posting", "report"})
    void openWorkWithoutAnInputIsFound(String kind) {
        assertOnly(Rule.TASK_WITHOUT_INPUT, system.open(TaskKind.of(kind)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input_id\":\"%s\",\"sha256\":\"%s\",\"force\":false,\"resume_text\":\"secret\"}",
                "{\"input_id\":\"%s\",\"sha256\":\"%s secret\",\"force\":false}",
                "\"secret\""
            })
    void anOrderThatCarriesTextIsFoundWithoutQuotingIt(String body) {
        UUID task = TaskIds.next();
        system.order(TaskKind.REPORT, task, body.formatted(task, DIGEST));
        assertThat(system.check(false).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.TEXT_IN_ORDER);
            assertThat(finding.subject()).startsWith(Topics.REPORT_REQUESTED + "-");
            assertThat(finding.detail()).doesNotContain("secret");
        });
    }

    @Test
    void twoKeysOfOneTaskAreFound() {
        UUID task = system.open(TaskKind.RECOMMENDATION);
        system.key(task);
        system.key(task);
        assertOnly(Rule.KEYS_SHARE_TASK, task);
    }

    @Test
    void theCommandPrintsALineAFindingAndExitsWithOne() {
        UUID task = TaskIds.next();
        system.handIn(task);
        var out = new StringWriter();
        assertThat(refit(out, system.words("check"))).isEqualTo(1);
        assertThat(out.toString()).contains("input-without-task  " + task).contains("1 findings (tasks 0");
        var json = new StringWriter();
        assertThat(refit(json, system.words("check", "--json"))).isEqualTo(1);
        assertThat(Json.mapper()
                        .readTree(json.toString())
                        .at("/findings/0/rule")
                        .asString())
                .isEqualTo("input-without-task");
        system.execute("TRUNCATE inputs.inputs");
        var clean = new StringWriter();
        assertThat(refit(clean, system.words("check"))).isZero();
        assertThat(clean.toString()).startsWith("consistent (tasks 0");
    }

    private static String reference(UUID task) {
        return "{\"input_id\":\"%s\",\"sha256\":\"%s\",\"caller\":null,\"force\":false}".formatted(task, DIGEST);
    }

    private static void assertOnly(Rule rule, UUID subject) {
        assertThat(system.check(false).findings())
                .singleElement()
                .extracting(Finding::rule, Finding::subject)
                .containsExactly(rule, subject.toString());
    }

    private static int refit(StringWriter out, String... words) {
        return Refit.commandLine().setOut(new PrintWriter(out, true)).execute(words);
    }
}
