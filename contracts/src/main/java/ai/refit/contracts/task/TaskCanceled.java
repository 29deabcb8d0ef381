package ai.refit.contracts.task;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.CloudEvent;
import ai.refit.contracts.topic.Topics;
import ai.refit.contracts.topic.UnreadableMessage;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Nobody wants this task any more: it is final already, and work on it may stop. Topic {@value Topics#TASK_CANCELED}, key
 * {@code task_id}.
 */
public record TaskCanceled(UUID taskId) {

    private static final String SOURCE = "/refit/api-edge";

    @SuppressWarnings("NullAway") // JSON gives null for an absent field
    public TaskCanceled {
        if (taskId == null) {
            throw new UnreadableMessage("task_id is missing");
        }
    }

    public ProducerRecord<String, byte[]> toRecord() {
        String key = taskId.toString();
        var message = new ProducerRecord<String, byte[]>(Topics.TASK_CANCELED, key, Json.bytes(this));
        CloudEvent.write(message.headers(), key + "/canceled", Topics.TASK_CANCELED, SOURCE, key);
        return message;
    }

    /** @throws RuntimeException when the body is not of this form: a poison message */
    public static TaskCanceled read(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            throw new UnreadableMessage("no body");
        }
        return Json.read(message.value(), TaskCanceled.class);
    }
}
