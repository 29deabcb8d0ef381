package ai.refit.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.SampleMessages;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Profiles, what is said about them afterwards, and that nothing is left of an erased person anywhere. */
final class ErasureIT {

    private static final List<String> TABLES = List.of(
            "tasks", "idempotency", "mentors", "mentees", "feedback", "shown_mentors", "imports", "import_chunks");

    private static RunningEdge edge;
    private static HandWorker worker;
    private static Mailbox changes;

    @BeforeAll
    static void open() {
        edge = RunningEdge.shared();
        worker = new HandWorker(Topics.RECOMMENDATION_REQUESTED);
        changes = Mailbox.of(Topics.MENTOR_CHANGED);
    }

    @AfterAll
    static void close() {
        worker.close();
        changes.close();
    }

    @Test
    void aMentorIsStoredToldAndFoundAgain() {
        Answer put = edge.put(RunningEdge.MENTORS + "710001", Json.text(SampleMessages.mentor(710_001)));
        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(edge.get(RunningEdge.MENTORS + "710001").body()).isEqualTo(put.body());
        var told = MentorChange.read(changes.await("710001"));
        assertThat(told)
                .isInstanceOfSatisfying(
                        MentorChange.Upserted.class,
                        upserted -> assertThat(upserted.profile()).isEqualTo(SampleMessages.mentor(710_001)));
        await().untilAsserted(
                        () -> assertThat(TestServers.query("SELECT sent FROM edge.mentors WHERE user_id = 710001"))
                                .containsExactly("t"));
    }

    @Test
    void theSameProfileAgainIsNoChangeAndAnotherHasAHigherVersion() {
        edge.put(RunningEdge.MENTORS + "710002", "{\"nickname\":\"a\"}");
        edge.put(RunningEdge.MENTORS + "710002", "{\"nickname\":\"a\"}");
        edge.put(RunningEdge.MENTORS + "710002", "{\"nickname\":\"b\"}");
        await().until(() -> told("710002").size() >= 2);
        assertThat(told("710002")).hasSize(2);
        assertThat(told("710002").get(1).version())
                .isGreaterThan(told("710002").get(0).version());
    }

    @Test
    void aChangeThatWasCommittedButNeverPublishedIsPublished() {
        TestServers.execute(
                "INSERT INTO edge.mentors (user_id, profile, version, changed_at) VALUES"
                        + " (710003, ?, nextval('edge.profile_version'), now() - interval '5 seconds')",
                Json.text(SampleMessages.mentor(710_003)));
        assertThat(MentorChange.read(changes.await("710003")).userId()).isEqualTo(710_003);
    }

    @Test
    void aTombstoneThatWasNeverPublishedIsPublishedAndItsRowDeleted() {
        TestServers.execute("INSERT INTO edge.mentors (user_id, profile, version, changed_at) VALUES"
                + " (710004, NULL, nextval('edge.profile_version'), now() - interval '5 seconds')");
        assertThat(changes.await("710004").value()).isNull();
        await().untilAsserted(
                        () -> assertThat(TestServers.count("SELECT count(*) FROM edge.mentors WHERE user_id = 710004"))
                                .isZero());
    }

    @Test
    void nothingIsLeftOfAnErasedMentorAndOtherPeoplesResultsDoNotNameThem() {
        long gone = 720_001;
        long stays = 720_002;
        edge.put(RunningEdge.MENTORS + gone, Json.text(SampleMessages.mentor(gone)));
        edge.put(RunningEdge.MENTEES + gone, "{\"introduction\":\"720001 을 찾습니다\"}");
        String own = finished("{\"user_id\":" + gone + ",\"interest\":\"x\"}", gone, stays);
        String others = finished("{\"user_id\":\"somebody\",\"interest\":\"x\"}", stays, gone, 720_003);
        feedback(others, gone, stays);
        feedback(own, stays);

        assertThat(edge.delete(RunningEdge.MENTORS + gone).status()).isEqualTo(204);

        assertThat(edge.get(RunningEdge.MENTORS + gone).status()).isEqualTo(404);
        assertThat(edge.get(RunningEdge.MENTEES + gone).status()).isEqualTo(404);
        assertThat(edge.task(own).status()).isEqualTo(404);
        Answer left = edge.task(others);
        assertThat(mentors(left)).containsExactly(stays, 720_003L);
        assertThat(left.at("/result/total_count").intValue()).isEqualTo(2);
        assertThat(left.at("/result/user_id").asString()).isEqualTo("somebody");
        assertThat(changes.await(message -> Long.toString(gone).equals(message.key()) && message.value() == null))
                .isNotNull();
        await().untilAsserted(() -> assertNoTraceOf(gone));
        assertThat(TestServers.count("SELECT count(*) FROM edge.feedback WHERE task_id = ?", UUID.fromString(others)))
                .isEqualTo(1);
        assertThat(edge.delete(RunningEdge.MENTORS + gone).status()).isEqualTo(404);
    }

    @Test
    void aResultThatArrivesAfterTheErasureLosesTheMentorToo() {
        edge.put(RunningEdge.MENTORS + "740001", "{}");
        edge.put(RunningEdge.MENTORS + "740002", "{}");
        String late = edge.submit("{\"user_id\":\"somebody\",\"interest\":\"x\"}");
        worker.order(late);
        assertThat(edge.delete(RunningEdge.MENTORS + "740001").status()).isEqualTo(204);
        assertThat(edge.delete(RunningEdge.MENTORS + "740002").status()).isEqualTo(204);
        edge.put(RunningEdge.MENTORS + "740002", "{}");

        worker.complete(late, Json.text(SampleMessages.recommendations(UserId.of("somebody"), 740_001, 740_002)));

        assertThat(edge.awaitFinal(late).text("/status")).isEqualTo("succeeded");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mentors(edge.task(late)))
                        .as("who came back is left alone")
                        .containsExactly(740_002L));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(TestServers.query(
                                "SELECT user_id FROM edge.erasures WHERE user_id BETWEEN 740001 AND 740002"))
                        .as("it is looked for again, as another may be under way")
                        .containsExactly("740001"));
    }

    @Test
    void anErasureIsForgottenWhenNothingFromBeforeItCanArrive() {
        TestServers.execute("INSERT INTO edge.erasures (user_id, since, erased_at, next_at) VALUES"
                + " (745001, '00000000-0000-0000-0000-000000000000', now() - interval '2 days', now())");
        await().untilAsserted(
                        () -> assertThat(TestServers.count("SELECT count(*) FROM edge.erasures WHERE user_id = 745001"))
                                .isZero());
    }

    @Test
    void anImportThatWaitedDoesNotBringAnErasedPersonBack() {
        edge.put(RunningEdge.MENTORS + "770001", "{}");
        UUID task = TaskIds.next();
        TestServers.execute(
                "INSERT INTO edge.import_chunks (task_id, first_line, lines, content) VALUES (?, 1, 3, ?)",
                task,
                "{\"user_id\":770001}\n{\"user_id\":770002}\n{\"user_id\":770003}\n".getBytes(StandardCharsets.UTF_8));
        TestServers.execute("INSERT INTO edge.imports (task_id, lines) VALUES (?, 3)", task);
        assertThat(edge.delete(RunningEdge.MENTORS + "770001").status()).isEqualTo(204);
        assertThat(edge.delete(RunningEdge.MENTEES + "770002").status())
                .as("nothing is known of them yet, and nothing will be")
                .isEqualTo(404);

        TestServers.execute(
                "INSERT INTO edge.tasks (task_id, kind, created_at, deadline) VALUES"
                        + " (?, 'mentor_import', now(), now() + interval '1 hour')",
                task);

        Answer done = edge.awaitFinal(task.toString());
        assertThat(done.at("/result/accepted").intValue()).isEqualTo(1);
        assertThat(done.at("/result/errors").toString())
                .contains("\"line\":1", "\"line\":2", "USER_ERASED")
                .doesNotContain("\"line\":3");
        assertThat(edge.get(RunningEdge.MENTORS + "770001").status()).isEqualTo(404);
        assertThat(edge.get(RunningEdge.MENTORS + "770002").status()).isEqualTo(404);
        assertThat(edge.get(RunningEdge.MENTORS + "770003").status()).isEqualTo(200);
    }

    @Test
    void twoMentorsOfOneResultCanBeErasedOneAfterTheOther() {
        edge.put(RunningEdge.MENTORS + "730001", "{}");
        edge.put(RunningEdge.MENTORS + "730002", "{}");
        String others = finished("{\"user_id\":\"somebody\",\"interest\":\"x\"}", 730_001, 730_002, 730_003);
        edge.delete(RunningEdge.MENTORS + "730001");
        edge.delete(RunningEdge.MENTORS + "730002");
        assertThat(mentors(edge.task(others))).containsExactly(730_003L);
        await().untilAsserted(() -> assertNoTraceOf(730_002));
    }

    @Test
    void anErasedMenteeTakesTheirOpenWorkAlong() {
        String person = "mentee-750001";
        edge.put(RunningEdge.MENTEES + person, "{\"skills\":[\"Java\"]}");
        assertThat(edge.get(RunningEdge.MENTEES + person).at("/skills/0").asString())
                .isEqualTo("Java");
        String key = UUID.randomUUID().toString();
        String open = edge.submit("{\"user_id\":\"" + person + "\",\"interest\":\"x\"}", "Idempotency-Key", key);
        assertThat(edge.delete(RunningEdge.MENTEES + person).status()).isEqualTo(204);
        assertThat(edge.task(open).status()).isEqualTo(404);
        assertThat(TestServers.count("SELECT count(*) FROM edge.idempotency WHERE idempotency_key = ?", key))
                .isZero();
        worker.complete(open, Json.text(SampleMessages.recommendations(UserId.of(person), 1)));
        String again = edge.submit("{\"user_id\":\"other\",\"interest\":\"x\"}", "Idempotency-Key", key);
        worker.complete(again, "{}");
        edge.awaitFinal(again);
        assertThat(edge.task(open).status()).isEqualTo(404);
    }

    @Test
    void feedbackIsKeptOncePerEventAndOnlyForARecommendationThatExists() {
        String task = finished("{\"user_id\":\"somebody\",\"interest\":\"x\"}", 760_001, 760_002);
        String body = "{\"task_id\":\"" + task + "\",\"shown\":[760001,760002],\"clicked\":[760001]}";
        assertThat(edge.post("/api/ai/recommendations/feedback", body).status()).isEqualTo(204);
        assertThat(edge.post("/api/ai/recommendations/feedback", body).status()).isEqualTo(204);
        assertThat(TestServers.query(
                        "SELECT event || mentor_id FROM edge.feedback WHERE task_id = ? ORDER BY 1",
                        UUID.fromString(task)))
                .containsExactly("clicked760001", "shown760001", "shown760002");
        Answer unknown = edge.post(
                "/api/ai/recommendations/feedback", "{\"task_id\":\"" + UUID.randomUUID() + "\",\"accepted\":[1]}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("TASK_NOT_FOUND");
    }

    @Test
    void anAcceptanceDaysLaterIsKeptBesideWhatTheFirstFeedbackFoundShown() {
        String task = finished("{\"user_id\":\"patient\",\"interest\":\"x\"}", 780_002, 780_001);
        String silent = finished("{\"user_id\":\"patient\",\"interest\":\"x\"}", 780_001);
        feedback(task, 780_001);
        deletedAfterItsRetention(task);
        deletedAfterItsRetention(silent);

        assertThat(accepted(task, 780_001).status()).isEqualTo(204);
        assertThat(TestServers.query(
                        "SELECT position || ' ' || mentor_id || ' ' || user_id || ' ' || filter_type || ' ' || (score > 0)"
                                + " FROM edge.shown_mentors WHERE task_id = ? ORDER BY position",
                        UUID.fromString(task)))
                .containsExactly("1 780002 patient job true", "2 780001 patient job true");
        assertThat(accepted(silent, 780_001).status())
                .as("nothing is known of what it showed")
                .isEqualTo(404);

        assertThat(edge.delete(RunningEdge.MENTEES + "patient").status()).isEqualTo(204);
        assertThat(accepted(task, 780_001).status()).isEqualTo(404);
        for (String table : List.of("feedback", "shown_mentors")) {
            assertThat(TestServers.count(
                            "SELECT count(*) FROM edge." + table + " WHERE task_id = ?", UUID.fromString(task)))
                    .as(table)
                    .isZero();
        }
    }

    private static void deletedAfterItsRetention(String task) {
        TestServers.execute("DELETE FROM edge.tasks WHERE task_id = ?", UUID.fromString(task));
    }

    private static Answer accepted(String task, long mentor) {
        return edge.post(
                "/api/ai/recommendations/feedback", "{\"task_id\":\"" + task + "\",\"accepted\":[" + mentor + "]}");
    }

    private static String finished(String request, long... mentors) {
        String task = edge.submit(request);
        worker.complete(task, Json.text(SampleMessages.recommendations(UserId.of("somebody"), mentors)));
        assertThat(edge.awaitFinal(task).text("/status")).isEqualTo("succeeded");
        return task;
    }

    private static void feedback(String task, long... mentors) {
        List<Long> ids = new ArrayList<>();
        for (long mentor : mentors) {
            ids.add(mentor);
        }
        Answer answer =
                edge.post("/api/ai/recommendations/feedback", "{\"task_id\":\"" + task + "\",\"shown\":" + ids + "}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    }

    private static List<Long> mentors(Answer task) {
        List<Long> ids = new ArrayList<>();
        task.at("/result/recommendations")
                .forEach(mentor -> ids.add(mentor.get("user_id").longValue()));
        return ids;
    }

    private static List<MentorChange> told(String key) {
        return changes.all(message -> key.equals(message.key())).stream()
                .map(MentorChange::read)
                .toList();
    }

    private static void assertNoTraceOf(long person) {
        for (String table : TABLES) {
            assertThat(TestServers.count(
                            "SELECT count(*) FROM edge." + table + " t WHERE t::text LIKE '%" + person + "%'"))
                    .as(table)
                    .isZero();
        }
    }
}
