package ai.refit.contracts.task;

import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.UnreadableMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The order for one task, as it travels on a {@code *.requested} topic. Key: {@code task_id}. The body is the value;
 * everything else stands in CloudEvents headers (binary mode), so that any Kafka tool shows it.
 *
 * @param deadline after this moment the work is not worth starting
 * @param replyPartition the partition of the report topic that the accepting edge reads, or null for any
 * @param traceparent W3C trace context of the request, or null
 * @param body UTF-8 JSON of the kind's request
 */
public record TaskOrder(
        UUID taskId,
        TaskKind kind,
        Instant deadline,
        @Nullable Integer replyPartition,
        @Nullable String traceparent,
        byte[] body) {

    private static final String SOURCE = "/refit/api-edge";

    public ProducerRecord<String, byte[]> toRecord() {
        String topic = kind.topic();
        if (topic == null) {
            throw new IllegalStateException("work of kind " + kind.wire() + " is not ordered over Kafka");
        }
        var message = new ProducerRecord<String, byte[]>(topic, taskId.toString(), body);
        Headers headers = message.headers();
        CloudEvent.write(headers, taskId.toString(), kind.wire() + ".requested", SOURCE, taskId.toString());
        headers.add("deadline", ascii(Long.toString(deadline.toEpochMilli())));
        if (replyPartition != null) {
            headers.add("replypartition", ascii(Integer.toString(replyPartition)));
        }
        if (traceparent != null) {
            headers.add("traceparent", ascii(traceparent));
        }
        return message;
    }

    /** @throws IllegalArgumentException when a header is missing or unreadable: a poison message */
    public static TaskOrder read(ConsumerRecord<String, byte[]> message) {
        Headers headers = message.headers();
        String type = CloudEvent.required(headers, "ce_type");
        if (!type.endsWith(".requested")) {
            throw new UnreadableMessage("ce_type (expected: …requested)");
        }
        if (message.value() == null) {
            throw new UnreadableMessage("no body");
        }
        String partition = CloudEvent.optional(headers, "replypartition");
        return new TaskOrder(
                UUID.fromString(CloudEvent.required(headers, "ce_subject")),
                TaskKind.of(type.substring(0, type.length() - ".requested".length())),
                Instant.ofEpochMilli(Long.parseLong(CloudEvent.required(headers, "deadline"))),
                partition == null ? null : Integer.valueOf(partition),
                CloudEvent.optional(headers, "traceparent"),
                message.value());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
