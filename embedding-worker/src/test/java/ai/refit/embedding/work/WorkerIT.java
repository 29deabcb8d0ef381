package ai.refit.embedding.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.embedding.EmbedTexts;
import ai.refit.contracts.embedding.RefreshMentor;
import ai.refit.contracts.embedding.TextKind;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The worker between its topics and its table, with the edge played by the test. */
final class WorkerIT extends WorkerFixture {

    private static final RecommendationRequest BACKEND =
            new RecommendationRequest(null, "backend", List.of(), List.of(), null, 3, false, false);

    @Override
    RunningWorker started() {
        return RunningWorker.start();
    }

    @Test
    void anOrderIsAnsweredOnThePartitionThatItNames() {
        for (int partition : new int[] {0, 1, 1, 0}) {
            UUID task = edge.order(TaskKind.RECOMMENDATION, Json.text(BACKEND), inAMinute(), partition);
            var answer = edge.answer(task);
            assertThat(answer.partition()).isEqualTo(partition);
            assertThat(answer.topic()).isEqualTo(Topics.RECOMMENDATION_FINISHED);
            assertThat(TaskReport.read(answer)).isInstanceOf(TaskReport.Completed.class);
        }
    }

    @Test
    void workWhoseDeadlineHasPassedIsSkipped() {
        List<UUID> late = Stream.generate(() -> edge.order(
                        TaskKind.RECOMMENDATION,
                        Json.text(BACKEND),
                        Instant.now().minusMillis(1),
                        0))
                .limit(8)
                .toList();
        Stream.generate(() -> edge.order(TaskKind.RECOMMENDATION, BACKEND))
                .limit(8)
                .toList()
                .forEach(edge::report);
        assertThat(late).allSatisfy(task -> assertThat(edge.reportsSoFar(task)).isEmpty());
    }

    @Test
    void anOrderThatNobodyCanReadGoesToTheDeadLettersAndTheNextIsServed() {
        for (String topic :
                List.of(Topics.RECOMMENDATION_REQUESTED, Topics.EMBEDDING_REQUESTED, Topics.REEMBEDDING_REQUESTED)) {
            String key = UUID.randomUUID().toString();
            byte[] body = "no order".getBytes(StandardCharsets.UTF_8);
            TestServers.send(new ProducerRecord<>(topic, key, body));
            var letter = deadLetters.await(key);
            assertThat(letter.topic()).isEqualTo(Topics.deadLetters(topic));
            assertThat(letter.value()).isEqualTo(body);
            assertThat(letter.headers().lastHeader("reason").value()).isNotEmpty();
        }
        assertThat(edge.report(edge.order(TaskKind.RECOMMENDATION, BACKEND))).isInstanceOf(TaskReport.Completed.class);
    }

    @Test
    void anOrderThatCannotBeServedFailsItsTaskAndIsPutAway() {
        List<UUID> bad = new ArrayList<>();
        for (String body : List.of("{\"cut", "[]", "{\"top_k\":99}", "{\"skills\":[null],\"top_k\":3}", "")) {
            bad.add(edge.order(TaskKind.RECOMMENDATION, body, inAMinute(), 0));
        }
        for (String body : List.of("{\"cut", "[]", "{}", "{\"input\":[null],\"kind\":\"query\"}")) {
            bad.add(edge.order(TaskKind.EMBEDDING, body, inAMinute(), 0));
        }
        bad.add(edge.order(TaskKind.MENTOR_EMBEDDING, "{}", inAMinute(), 0));
        for (UUID task : bad) {
            assertThat(edge.report(task))
                    .isInstanceOfSatisfying(
                            TaskReport.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo("ORDER_FAILED"));
            deadLetters.await(task.toString());
        }
        assertThat(edge.report(edge.order(TaskKind.RECOMMENDATION, BACKEND))).isInstanceOf(TaskReport.Completed.class);
        assertThat(edge.result(edge.order(TaskKind.EMBEDDING, new EmbedTexts(List.of("x"), TextKind.QUERY)))
                        .get("embeddings")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void textsComeBackAsVectorsInTheirOrder() {
        var texts = new EmbedTexts(List.of("백엔드 개발자", "", "Kafka"), TextKind.PASSAGE);
        JsonNode result = edge.result(edge.order(TaskKind.EMBEDDING, texts));
        assertThat(result.get("embeddings").size()).isEqualTo(3);
        assertThat(result.get("embeddings").get(2).size())
                .isEqualTo(result.get("dimension").intValue());
        JsonNode alone =
                edge.result(edge.order(TaskKind.EMBEDDING, new EmbedTexts(List.of("Kafka"), TextKind.PASSAGE)));
        assertThat(alone.get("embeddings").get(0))
                .isEqualTo(result.get("embeddings").get(2));
    }

    @Test
    void aChangedMentorIsFoundAndAnErasedOneIsGoneFromTableAndIndex() {
        HandEdge.upsert(101, "염색장인", 10);
        within(5).untilAsserted(() -> assertThat(edge.mentorsFor("염색장인", 1)).containsExactly(101L));
        HandEdge.upsert(101, "유기장이", 11);
        within(5).untilAsserted(() -> assertThat(edge.mentorsFor("유기장이", 1)).containsExactly(101L));
        HandEdge.erase(101, 12);
        within(5).untilAsserted(() -> assertThat(edge.mentorsFor("유기장이", 20)).doesNotContain(101L));
        assertThat(row(101)).isEqualTo("12 erased");
        assertThat(TestServers.query("SELECT coalesce(vector::text, 'none') FROM mentors.mentors WHERE user_id = 101"))
                .containsExactly("none");
    }

    @Test
    void anOlderVersionNeverReplacesANewerOne() {
        HandEdge.upsert(201, "새것", 20);
        within(10).until(() -> row(201).equals("20 새것"));
        HandEdge.upsert(201, "헌것", 19);
        HandEdge.erase(201, 18);
        HandEdge.upsert(202, "기준", 21);
        within(10).until(() -> row(202).equals("21 기준"));
        settle();
        assertThat(row(201)).isEqualTo("20 새것");
        HandEdge.erase(201, 30);
        HandEdge.upsert(201, "되살림", 29);
        settle();
        assertThat(row(201)).as("a late message brings nobody back").isEqualTo("30 erased");
        assertThat(edge.mentorsFor("되살림", 20)).doesNotContain(201L);
    }

    @Test
    void aProfileThatComesAfterItsErasureGetsAnotherTombstoneSoThatCompactionRemovesIt() {
        HandEdge.erase(251, 30);
        within(10).until(() -> row(251).equals("30 erased"));
        try (var changes = Mailbox.of(Topics.MENTOR_CHANGED)) {
            HandEdge.upsert(251, "되살림", 29);
            var late = changes.await(message -> "251".equals(message.key()) && message.value() != null);
            var tombstone = changes.await(message -> "251".equals(message.key()) && message.offset() > late.offset());
            assertThat(MentorChange.read(tombstone)).isEqualTo(new MentorChange.Erased(251, 30));
            settle();
            assertThat(changes.all(message -> "251".equals(message.key())))
                    .as("one is enough")
                    .hasSize(3);
        }
        assertThat(row(251)).isEqualTo("30 erased");
    }

    @Test
    void aChangeThatNobodyCanReadStopsNobody() {
        TestServers.send(
                new ProducerRecord<>(Topics.MENTOR_CHANGED, "no-number", "{}".getBytes(StandardCharsets.UTF_8)));
        TestServers.send(new ProducerRecord<>(Topics.MENTOR_CHANGED, "301", "{".getBytes(StandardCharsets.UTF_8)));
        var other = new MentorChange.Upserted(HandEdge.profile(999, "x"), 1).toRecord();
        TestServers.send(new ProducerRecord<>(other.topic(), null, "302", other.value(), other.headers()));
        for (String key : List.of("no-number", "301", "302")) {
            assertThat(deadLetters.await(key).topic()).isEqualTo(Topics.deadLetters(Topics.MENTOR_CHANGED));
        }
        settle();
    }

    @Test
    void aMentorThatTheIndexCannotTakeStopsNobody() {
        HandEdge.upsert(401, "가".repeat(40_000), 40);
        TestServers.send(new MentorChange.Upserted(HandEdge.profile(402, "\ud800"), 41).toRecord());
        settle();
    }

    @Test
    void anAnnouncementThatNobodyCanReadStopsNobody() {
        TestServers.send(
                new ProducerRecord<>(Topics.MENTOR_STORED, "no mentor", "1".getBytes(StandardCharsets.US_ASCII)));
        assertThat(deadLetters.await("no mentor").topic()).isEqualTo(Topics.deadLetters(Topics.MENTOR_STORED));
        settle();
    }

    @Test
    void aRefreshedMentorIsStoredWhenTheReportIsThere() {
        JsonNode result = edge.result(
                edge.order(TaskKind.MENTOR_EMBEDDING, new RefreshMentor(HandEdge.profile(501, "새로고침"), 50)));
        assertThat(result.get("success").booleanValue()).isTrue();
        assertThat(result.get("user_id").longValue()).isEqualTo(501);
        assertThat(row(501)).isEqualTo("50 새로고침");
        assertThat(edge.mentorsFor("새로고침", 1)).containsExactly(501L);
    }

    @Test
    void allMentorsAreEmbeddedAgainWithProgressThatOnlyGrows() {
        for (long mentor = 600; mentor < 800; mentor++) {
            HandEdge.upsert(mentor, "대량" + mentor, mentor);
        }
        within(20)
                .until(() -> TestServers.count("SELECT count(*) FROM mentors.mentors WHERE user_id BETWEEN 600 AND 799")
                        == 200);
        UUID task = edge.order(TaskKind.MENTOR_EMBEDDINGS, "{}", inAMinute(), 0);
        JsonNode result = edge.result(task);
        assertThat(result.get("embedded").longValue())
                .isEqualTo(TestServers.count("SELECT count(*) FROM mentors.mentors WHERE profile IS NOT NULL"));
        within(5).until(() -> edge.reportsSoFar(task).size() > 3);
        List<Integer> percents = edge.reportsSoFar(task).stream()
                .map(TaskReport::read)
                .filter(TaskReport.Progressed.class::isInstance)
                .map(report -> ((TaskReport.Progressed) report).percent())
                .toList();
        assertThat(percents).isSorted().doesNotHaveDuplicates().allMatch(percent -> percent < 100);
    }

    @Test
    void aRestartedWorkerFindsEverybodyInTheTableAndEmbedsAgainWhatAnotherModelMade() {
        HandEdge.upsert(801, "되찾기", 80);
        within(10).until(() -> row(801).equals("80 되찾기"));
        worker.close();
        TestServers.execute("UPDATE mentors.mentors SET model = 'another', vector = '\\x00' WHERE user_id = 801");
        worker = started();
        assertThat(worker.searchable())
                .isEqualTo(TestServers.count("SELECT count(*) FROM mentors.mentors WHERE profile IS NOT NULL"));
        assertThat(edge.mentorsFor("되찾기", 1)).containsExactly(801L);
        assertThat(TestServers.count("SELECT count(DISTINCT model) FROM mentors.mentors WHERE profile IS NOT NULL"))
                .isEqualTo(1);
        assertThat(TestServers.count("SELECT octet_length(vector) FROM mentors.mentors WHERE user_id = 801"))
                .isGreaterThan(100);
    }

    @Test
    void everyInstanceFindsWhatAnyOfThemStored() {
        try (var second = RunningWorker.start()) {
            within(10).until(() -> second.searchable() == worker.searchable());
            long before = worker.searchable();
            for (long mentor = 901; mentor <= 920; mentor++) {
                HandEdge.upsert(mentor, "함께" + mentor, mentor);
            }
            within(20).untilAsserted(() -> {
                assertThat(worker.searchable()).isEqualTo(before + 20);
                assertThat(second.searchable()).isEqualTo(before + 20);
            });
            HandEdge.erase(901, 2_000);
            within(20).untilAsserted(() -> {
                assertThat(worker.searchable()).isEqualTo(before + 19);
                assertThat(second.searchable()).isEqualTo(before + 19);
            });
        }
        assertThat(edge.mentorsFor("함께902", 1)).containsExactly(902L);
    }

    /** All partitions of the changes are worked through when this returns. */
    private static void settle() {
        long version = System.nanoTime();
        for (long mentor = 10_000; mentor < 10_008; mentor++) {
            HandEdge.upsert(mentor, "끝", version);
        }
        within(20)
                .until(() -> TestServers.count(
                                "SELECT count(*) FROM mentors.mentors WHERE user_id BETWEEN 10000 AND 10007 AND version = ?",
                                version)
                        == 8);
    }

    /** Version and job of a mentor's row, or that they are erased. */
    private static String row(long mentor) {
        List<String> rows = TestServers.query(
                "SELECT version || ' ' || coalesce(profile::json -> 'jobs' ->> 0, 'erased') FROM mentors.mentors"
                        + " WHERE user_id = ?",
                mentor);
        return rows.isEmpty() ? "none" : rows.getFirst();
    }

    private static Instant inAMinute() {
        return Instant.now().plus(Duration.ofMinutes(1));
    }

    private static ConditionFactory within(int seconds) {
        // The tests' machine may be busy with other things: the product's own figure is in the bench.
        return await().atMost(Duration.ofSeconds(seconds * 3L));
    }
}
