package ai.refit.embedding.work;

import ai.refit.contracts.topic.Heartbeat;
import ai.refit.embedding.index.MentorIndex;
import ai.refit.embedding.model.Embedder;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the edge once a second, and whoever asks over HTTP, whether this worker serves and how many mentors it knows. */
@Component("index")
class Heartbeats implements HealthIndicator {

    private final IndexKeeper keeper;
    private final MentorIndex index;
    private final Embedder embedder;
    private final KafkaTemplate<String, byte[]> kafka;
    private final String instance;

    Heartbeats(
            IndexKeeper keeper,
            MentorIndex index,
            Embedder embedder,
            KafkaTemplate<String, byte[]> kafka,
            @Value("${refit.instance}") String instance,
            MeterRegistry metrics) {
        this.keeper = keeper;
        this.index = index;
        this.embedder = embedder;
        this.kafka = kafka;
        this.instance = instance;
        metrics.gauge("refit.index.mentors", index, MentorIndex::size);
    }

    @Scheduled(fixedRate = 1000)
    void beat() {
        var heartbeat = new Heartbeat("embedding-worker", instance, keeper.isReady(), index.size(), embedder.name());
        kafka.send(heartbeat.toRecord());
    }

    @Override
    public Health health() {
        return (keeper.isReady() ? Health.up() : Health.outOfService())
                .withDetail("mentors", index.size())
                .withDetail("model", embedder.name())
                .build();
    }
}
