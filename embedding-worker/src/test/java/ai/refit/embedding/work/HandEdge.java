package ai.refit.embedding.work;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorChange;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.recommendation.RecommendationRequest;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/** An edge that does only what the test says: sends orders and changes of mentors, and reads the reports. */
final class HandEdge implements AutoCloseable {

    private final Mailbox reports =
            Mailbox.of(Topics.RECOMMENDATION_FINISHED, Topics.EMBEDDING_FINISHED, Topics.TASK_PROGRESSED);

    /** Sends an order that anybody may answer within a minute. */
    UUID order(TaskKind kind, Object body) {
        return order(kind, Json.text(body), Instant.now().plus(Duration.ofMinutes(1)), 0);
    }

    UUID order(TaskKind kind, String body, Instant deadline, int replyPartition) {
        UUID task = TaskIds.next();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        TestServers.send(new TaskOrder(task, kind, deadline, replyPartition, null, bytes).toRecord());
        return task;
    }

    /** The final report of a task; waits for it. */
    ConsumerRecord<String, byte[]> answer(UUID task) {
        return reports.await(message ->
                task.toString().equals(message.key()) && !message.topic().equals(Topics.TASK_PROGRESSED));
    }

    TaskReport report(UUID task) {
        return TaskReport.read(answer(task));
    }

    /** The result of a task; fails the test when it did not complete. */
    JsonNode result(UUID task) {
        return switch (report(task)) {
            case TaskReport.Completed completed -> Json.tree(completed.result());
            case TaskReport other -> throw new AssertionError(other);
        };
    }

    List<ConsumerRecord<String, byte[]>> reportsSoFar(UUID task) {
        return reports.all(message -> task.toString().equals(message.key()));
    }

    /** Whom a recommendation for that job names, best first. */
    List<Long> mentorsFor(String job, int topK) {
        var request = new RecommendationRequest(null, null, List.of(), List.of(job), null, topK, false, false);
        List<Long> mentors = new ArrayList<>();
        result(order(TaskKind.RECOMMENDATION, request))
                .get("recommendations")
                .forEach(mentor -> mentors.add(mentor.get("user_id").longValue()));
        return mentors;
    }

    static void upsert(long mentor, String job, long version) {
        TestServers.send(new MentorChange.Upserted(profile(mentor, job), version).toRecord());
    }

    static void erase(long mentor, long version) {
        TestServers.send(new MentorChange.Erased(mentor, version).toRecord());
    }

    static MentorProfile profile(long mentor, String job) {
        return new MentorProfile(
                mentor,
                "m" + mentor,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(job),
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public void close() {
        reports.close();
    }
}
