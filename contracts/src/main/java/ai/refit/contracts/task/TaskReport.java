package ai.refit.contracts.task;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.Topics;
import ai.refit.contracts.topic.UnreadableMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of a task. {@link Completed} and {@link Failed} go to the kind's {@code *.finished} topic,
 * {@link Progressed} to {@value Topics#TASK_PROGRESSED}. Key: {@code task_id}. The first final report of a task counts;
 * the edge ignores any other.
 */
public sealed interface TaskReport {

    UUID taskId();

    /** @param result UTF-8 JSON of the kind's result */
    record Completed(UUID taskId, byte[] result) implements TaskReport {}

    /**
     * @param code stable, upper case, such as {@code DEADLINE_PASSED}
     * @param detail one sentence for a person; no personal data
     */
    record Failed(UUID taskId, String code, String detail) implements TaskReport {
        public Failed {
            requireText("code", code);
            requireText("detail", detail);
        }
    }

    /**
     * @param stage what is being done, a word or two
     * @param percent 0–100
     */
    record Progressed(UUID taskId, String stage, int percent) implements TaskReport {
        public Progressed {
            requireText("stage", stage);
            if (percent < 0 || percent > 100) {
                throw new UnreadableMessage("percent (expected: 0 to 100)");
            }
        }
    }

    /** @param order what this reports on; it says where the waiting edge reads */
    default ProducerRecord<String, byte[]> toRecord(TaskOrder order, String source) {
        String topic = this instanceof Progressed ? Topics.TASK_PROGRESSED : Topics.finished(order.kind());
        byte[] value = switch (this) {
            case Completed completed -> completed.result();
            case Failed failed -> Json.bytes(new Fault(failed.code(), failed.detail()));
            case Progressed progressed -> Json.bytes(new Progress(progressed.stage(), progressed.percent()));
        };
        String verb = switch (this) {
            case Completed _ -> "completed";
            case Failed _ -> "failed";
            case Progressed _ -> "progressed";
        };
        var message = new ProducerRecord<String, byte[]>(
                topic, this instanceof Progressed ? null : order.replyPartition(), taskId().toString(), value);
        String subject = taskId().toString();
        CloudEvent.write(message.headers(), subject + "/" + verb, order.kind().wire() + "." + verb, source, subject);
        @Nullable String traceparent = order.traceparent();
        if (traceparent != null) {
            message.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        return message;
    }

    /** @throws RuntimeException when headers or value cannot be read: a poison message */
    static TaskReport read(ConsumerRecord<String, byte[]> message) {
        UUID taskId = UUID.fromString(CloudEvent.required(message.headers(), "ce_subject"));
        String type = CloudEvent.required(message.headers(), "ce_type");
        if (message.value() == null) {
            throw new UnreadableMessage("no body");
        }
        String body = utf8(message.value());
        return switch (type.substring(type.lastIndexOf('.') + 1)) {
            case "completed" -> {
                Json.check(body);
                yield new Completed(taskId, message.value());
            }
            case "failed" -> {
                Fault fault = Json.read(body, Fault.class);
                yield new Failed(taskId, fault.code(), fault.detail());
            }
            case "progressed" -> {
                Progress progress = Json.read(body, Progress.class);
                yield new Progressed(taskId, progress.stage(), progress.percent());
            }
            default -> throw new UnreadableMessage("ce_type (expected: …completed, …failed or …progressed)");
        };
    }

    /** Strictly, since a JSON parser alone would take UTF-16 too, which nobody after it does. */
    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableMessage("the body (expected: UTF-8)");
        }
    }

    private static void requireText(String field, @Nullable String text) {
        if (text == null || text.isBlank() || text.indexOf('\u0000') >= 0) {
            throw new UnreadableMessage(field + " (expected: a text without the character U+0000)");
        }
    }

    /** The body of a {@link Failed} report. */
    record Fault(String code, String detail) {}

    /** The body of a {@link Progressed} report. */
    record Progress(String stage, int percent) {}
}
