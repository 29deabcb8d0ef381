package ai.refit.embedding.work;

import static org.awaitility.Awaitility.await;

import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One worker for all tests of a class, with the edge played by the test, and the dead letters of all that it reads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkerFixture {

    RunningWorker worker;
    HandEdge edge;
    Mailbox deadLetters;

    /** A worker that takes work. */
    abstract RunningWorker started();

    @BeforeAll
    void open() {
        worker = started();
        edge = new HandEdge();
        deadLetters = Mailbox.of(
                Topics.deadLetters(Topics.RECOMMENDATION_REQUESTED),
                Topics.deadLetters(Topics.EMBEDDING_REQUESTED),
                Topics.deadLetters(Topics.REEMBEDDING_REQUESTED),
                Topics.deadLetters(Topics.MENTOR_CHANGED),
                Topics.deadLetters(Topics.MENTOR_STORED));
    }

    @AfterAll
    void close() {
        edge.close();
        deadLetters.close();
        worker.close();
    }

    /** Orders all mentors embedded again. */
    UUID orderBulkWork() {
        return edge.order(TaskKind.MENTOR_EMBEDDINGS, "{}", inFiveMinutes(), 0);
    }

    /** A deadline that no outage of a test comes near. */
    static Instant inFiveMinutes() {
        return Instant.now().plus(Duration.ofMinutes(5));
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
