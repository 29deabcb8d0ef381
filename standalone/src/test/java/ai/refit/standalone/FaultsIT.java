package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.embedded.TestServers;
import ai.refit.standalone.Fleet.Member;
import ai.refit.standalone.Pipeline.Answer;
import ai.refit.standalone.check.Consistency;
import ai.refit.standalone.check.Finding;
import ai.refit.standalone.surroundings.Addresses;
import ai.refit.standalone.surroundings.Messages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise under faults: whatever process is killed, what was accepted reaches exactly one final state, on which
 * the database and the topics agree: the consistency check judges. What it cannot see, that a final state changed, a trigger
 * in the database notes.
 */
final class FaultsIT {

    private static final String BACKEND = "{\"user_id\":\"test\",\"interest\":\"백엔드 개발자\"}";
    /** Of so many things handed in one is a résumé. */
    private static final int DOCUMENTS_APART = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static Fleet fleet;

    @BeforeAll
    static void open() throws Exception {
        fleet = new Fleet(folder);
        TestServers.execute("CREATE TABLE second_final_states (task_id uuid, before text, after text)");
        TestServers.execute("""
                CREATE FUNCTION note_second_final_state() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO second_final_states VALUES (old.task_id, old.status, new.status);
                    RETURN new;
                END $$""");
        TestServers.execute("""
                CREATE TRIGGER note_second_final_state BEFORE UPDATE OF status, result, finished_at ON edge.tasks
                FOR EACH ROW WHEN (old.finished_at IS NOT NULL) EXECUTE FUNCTION note_second_final_state()""");
        Answer imported = fleet.pipeline(Member.FIRST_EDGE)
                .importMentors("{\"user_id\":1,\"jobs\":[\"백엔드 개발자\"]}\n{\"user_id\":2,\"jobs\":[\"디자이너\"]}\n");
        assertThat(imported.status()).as(imported.toString()).isEqualTo(200);
    }

    @AfterAll
    static void close() throws Exception {
        fleet.close();
    }

    @AfterEach
    void everybodyAgreesOnOneEndOfWhateverWasAccepted() {
        await("also what was accepted without the caller hearing of it")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(settled()).isEmpty());
        assertThat(TestServers.query("SELECT task_id || ' ' || before || ' ' || after FROM second_final_states"))
                .isEmpty();
    }

    @Test
    @Tag("full")
    void workInFlightOutlivesTheWorkerThatHadIt() throws Exception {
        var edge = fleet.pipeline(Member.FIRST_EDGE);
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            tasks.add(accepted(edge));
            if (i == 20) {
                fleet.kill(Member.WORKER);
            }
            if (i == 40) {
                fleet.restart(Member.WORKER);
                fleet.kill(Member.WORKER);
            }
        }
        fleet.restart(Member.WORKER);
        assertAllSucceed(Member.FIRST_EDGE, tasks);
    }

    @Test
    void documentsInFlightOutliveTheWorkerThatHadThem() throws Exception {
        var edge = fleet.pipeline(Member.FIRST_EDGE);
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Answer answer = analysed(edge, UUID.randomUUID().toString());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            tasks.add(answer.at("/task_id").asString());
            if (i % 40 == 30) {
                fleet.kill(Member.LLM_WORKER);
                fleet.restart(Member.LLM_WORKER);
            }
        }
        assertAllSucceed(Member.SECOND_EDGE, tasks);
    }

    @Test
    @Tag("full")
    void anAnswerThatComesWhileItsEdgeIsDeadIsFoundByTheOtherAndByTheNext() throws Exception {
        fleet.kill(Member.WORKER);
        var edge = fleet.pipeline(Member.FIRST_EDGE);
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tasks.add(accepted(edge));
        }
        fleet.kill(Member.FIRST_EDGE);
        fleet.restart(Member.WORKER);
        assertAllSucceed(Member.SECOND_EDGE, tasks);
        fleet.restart(Member.FIRST_EDGE);
        assertAllSucceed(Member.FIRST_EDGE, tasks);
    }

    @Test
    void noFaultLosesWorkOrDoesItTwice() throws Exception {
        survive(new Random(20261123), 3);
    }

    @Test
    @Tag("full")
    void noFaultOfManyLosesWorkOrDoesItTwice() throws Exception {
        long seed = Long.getLong("refit.seed", System.nanoTime());
        System.out.println("faults with -Drefit.seed=" + seed);
        survive(new Random(seed), 30);
    }

    /** Callers hand in work all the time, again under the same key when a call breaks, while one thing after another dies. */
    private void survive(Random random, int faults) throws Exception {
        Map<String, String> taskOfKey = new ConcurrentHashMap<>();
        Collection<Answer> others = new ConcurrentLinkedQueue<>();
        var stop = new CountDownLatch(1);
        List<Thread> callers = List.of(
                Thread.ofVirtual().start(() -> call(Member.FIRST_EDGE, stop, taskOfKey, others)),
                Thread.ofVirtual().start(() -> call(Member.SECOND_EDGE, stop, taskOfKey, others)));
        for (int i = 0; i < faults; i++) {
            pause(random.nextInt(100, 1_500));
            int what = random.nextInt(Member.values().length + 2);
            if (what < Member.values().length) {
                Member member = Member.values()[what];
                fleet.kill(member);
                pause(random.nextInt(500));
                fleet.restart(member);
            } else if (what == Member.values().length) {
                TestServers.stopKafka();
                pause(random.nextInt(2_000));
                TestServers.startKafka();
            } else {
                TestServers.stopDatabase();
                pause(random.nextInt(2_000));
                TestServers.startDatabase();
            }
        }
        pause(500);
        stop.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        for (Member member : Member.values()) {
            fleet.awaitReady(member);
        }
        assertThat(others).as("accepted, or refused for now").isEmpty();
        assertThat(taskOfKey).as("work was accepted").hasSizeGreaterThan(faults);
        assertAllSucceed(Member.FIRST_EDGE, List.copyOf(taskOfKey.values()));
    }

    private static void call(
            Member member, CountDownLatch stop, Map<String, String> taskOfKey, Collection<Answer> others) {
        var edge = fleet.pipeline(member);
        for (int turn = 0; stop.getCount() > 0; turn++) {
            String key = UUID.randomUUID().toString();
            while (stop.getCount() > 0 && !taskOfKey.containsKey(key)) {
                try {
                    Answer answer = turn % DOCUMENTS_APART == 0
                            ? analysed(edge, key)
                            : edge.recommend(BACKEND, "Prefer", "respond-async", "Idempotency-Key", key);
                    switch (answer.status()) {
                        case 200, 202 ->
                            taskOfKey.put(key, answer.at("/task_id").asString());
                        case 429, 503 -> {}
                        default -> {
                            others.add(answer);
                            return;
                        }
                    }
                } catch (AssertionError broken) {
                    // Nobody is there, or died meanwhile: again.
                }
                pause(20);
            }
        }
    }

    /** What the checker finds, now that nobody hands in work any more. */
    private static List<Finding> settled() throws SQLException {
        try (Messages kafka = Messages.at(TestServers.kafka());
                Connection database = Addresses.connect(TestServers.database())) {
            return Consistency.check(database, kafka, true).findings();
        }
    }

    /** A résumé like no other, so that it is read and not remembered. */
    private static Answer analysed(Pipeline edge, String key) {
        String resume = "이력서\n경력\n한빛테크 (2021.03 ~ 2024.02) 백엔드 개발자\n- 주문 서버 " + key
                + " 개발\n학력\n한국대학교 컴퓨터공학과 졸업 (2021)\n기술\nJava, Kafka";
        return edge.post(
                "/api/ai/analyses",
                Json.text(Map.of("text", resume)),
                "Prefer",
                "respond-async",
                "Idempotency-Key",
                key);
    }

    private static String accepted(Pipeline edge) {
        Answer answer = edge.recommend(BACKEND, "Prefer", "respond-async");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.at("/task_id").asString();
    }

    private static void assertAllSucceed(Member member, List<String> tasks) {
        var edge = fleet.pipeline(member);
        for (String task : tasks) {
            // Most are over already, and they are thousands: the first look comes at once.
            Answer end = await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .ignoreExceptionsInstanceOf(AssertionError.class)
                    .until(() -> edge.task(task), FaultsIT::isFinal);
            assertThat(end.at("/status").asString()).as(end.toString()).isEqualTo("succeeded");
            String found = end.at("/kind").asString().equals("analysis")
                    ? "/result/content_json/skills"
                    : "/result/recommendations";
            assertThat(end.at(found).isArray()).as(end.toString()).isTrue();
        }
    }

    private static boolean isFinal(Answer answer) {
        return answer.status() == 200
                && TaskStatus.of(answer.at("/status").asString()).isFinal();
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
