package ai.refit.edge.health;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.Heartbeat;
import ai.refit.contracts.topic.Topics;
import ai.refit.edge.deadletters.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/** The workers that gave a sign of life in the last seconds. */
@Component
public class Workers implements BatchMessageListener<String, byte[]> {

    /** Where the signs of life come from. */
    public static final String TOPIC = Topics.WORKER_HEARTBEAT;

    private static final Duration ALIVE = Duration.ofSeconds(5);

    private record Sign(Heartbeat heartbeat, Instant at) {}

    private final Map<String, Sign> last = new ConcurrentHashMap<>();
    private final DeadLetters deadLetters;

    Workers(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> messages) {
        for (ConsumerRecord<String, byte[]> message : messages) {
            try {
                var sign = new Sign(
                        Json.read(message.value(), Heartbeat.class), Instant.ofEpochMilli(message.timestamp()));
                last.put(message.key(), sign);
            } catch (RuntimeException unreadable) {
                deadLetters.send(message, unreadable);
            }
        }
    }

    /** Those of that service that are alive and serve. */
    List<Heartbeat> ready(String service) {
        Instant since = Instant.now().minus(ALIVE);
        return last.values().stream()
                .filter(sign -> sign.at().isAfter(since)
                        && sign.heartbeat().ready()
                        && sign.heartbeat().service().equals(service))
                .map(Sign::heartbeat)
                .toList();
    }
}
