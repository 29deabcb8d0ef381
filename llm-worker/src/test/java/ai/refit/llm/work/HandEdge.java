package ai.refit.llm.work;

import static org.awaitility.Awaitility.await;

import ai.refit.contracts.input.InputReference;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.Topics;
import ai.refit.embedded.Mailbox;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An edge that does only what the test says: hands in documents, cancels, and reads the reports. */
final class HandEdge implements AutoCloseable {

    private final Mailbox reports = Mailbox.of(
            Topics.ANALYSIS_FINISHED, Topics.POSTING_FINISHED, Topics.REPORT_FINISHED, Topics.TASK_PROGRESSED);

    /** An order as it lies in its topic. */
    record Ordered(UUID task, ProducerRecord<String, byte[]> message) {

        void sendAgain() {
            TestServers.send(message);
        }
    }

    UUID handIn(TaskKind kind, Object request, byte @Nullable [] file) {
        return order(kind, request, file, false, Instant.now().plus(Duration.ofMinutes(2)))
                .task();
    }

    Ordered order(TaskKind kind, Object request, byte @Nullable [] file, boolean force, Instant deadline) {
        UUID task = TaskIds.next();
        String json = Json.text(request);
        store(task, json, file);
        byte[] body = Json.bytes(new InputReference(task, digest(json, file), "7", force));
        var message = new TaskOrder(task, kind, deadline, 0, null, body).toRecord();
        TestServers.send(message);
        return new Ordered(task, message);
    }

    static void cancel(UUID task) {
        var message =
                new ProducerRecord<>(Topics.TASK_CANCELED, task.toString(), "{}".getBytes(StandardCharsets.UTF_8));
        CloudEvent.write(message.headers(), task + "/canceled", "task.canceled", "/refit/api-edge", task.toString());
        TestServers.send(message);
    }

    /** The final report of a task; waits for it. */
    TaskReport report(UUID task) {
        // After an outage of Kafka a share group takes its time.
        await().atMost(Duration.ofMinutes(2)).until(() -> !finalReports(task).isEmpty());
        return TaskReport.read(finalReports(task).getFirst());
    }

    /** The result of a task; fails the test when it did not complete. */
    JsonNode result(UUID task) {
        return switch (report(task)) {
            case TaskReport.Completed completed -> Json.tree(completed.result());
            case TaskReport other -> throw new AssertionError(other);
        };
    }

    TaskReport.Failed failure(UUID task) {
        return switch (report(task)) {
            case TaskReport.Failed failed -> failed;
            case TaskReport other -> throw new AssertionError(other);
        };
    }

    List<ConsumerRecord<String, byte[]>> finalReports(UUID task) {
        return reports.all(message -> isFinal(task, message));
    }

    List<String> stages(UUID task) {
        return reports
                .all(message ->
                        task.toString().equals(message.key()) && message.topic().equals(Topics.TASK_PROGRESSED))
                .stream()
                .map(message -> ((TaskReport.Progressed) TaskReport.read(message)).stage())
                .distinct()
                .toList();
    }

    private static boolean isFinal(UUID task, ConsumerRecord<String, byte[]> message) {
        return task.toString().equals(message.key()) && !message.topic().equals(Topics.TASK_PROGRESSED);
    }

    private static void store(UUID task, String json, byte @Nullable [] file) {
        TestServers.execute("INSERT INTO inputs.inputs (input_id, request, file) VALUES (?, ?, ?)", task, json, file);
    }

    private static String digest(String json, byte @Nullable [] file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(json.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            if (file != null) {
                digest.update(file);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        reports.close();
    }
}
