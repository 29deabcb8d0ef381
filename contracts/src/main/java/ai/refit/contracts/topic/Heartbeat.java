package ai.refit.contracts.topic;

import ai.refit.contracts.json.Json;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A worker's sign of life, once a second on {@value Topics#WORKER_HEARTBEAT}, key {@code service/instance}.
 *
 * @param searchable how many mentors its index holds
 * @param model name of its embedder
 */
public record Heartbeat(String service, String instance, boolean ready, long searchable, String model) {

    @SuppressWarnings("NullAway") // JSON gives null for an absent field
    public Heartbeat {
        if (service == null || instance == null || model == null) {
            throw new UnreadableMessage("service, instance or model is missing");
        }
    }

    public ProducerRecord<String, byte[]> toRecord() {
        String key = service + "/" + instance;
        var message = new ProducerRecord<String, byte[]>(Topics.WORKER_HEARTBEAT, key, Json.bytes(this));
        String id = key + "/" + Instant.now().toEpochMilli();
        CloudEvent.write(message.headers(), id, Topics.WORKER_HEARTBEAT, "/refit/" + service, key);
        return message;
    }
}
