package ai.refit.edge.health;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.topic.Heartbeat;
import ai.refit.edge.health.Outside.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code ok} with 200 when a recommendation can be served now, otherwise 503 in the same shape, saying which part is
 * away.
 */
@RestController
class HealthController {

    private final Outside outside;
    private final Workers workers;
    private final String release;
    private final long expectedMentors;
    private volatile boolean mentorsSeen;

    HealthController(
            Outside outside,
            Workers workers,
            @Value("${refit.release}") String release,
            @Value("${refit.health.expected-mentors}") long expectedMentors) {
        this.outside = outside;
        this.workers = workers;
        this.release = release;
        this.expectedMentors = expectedMentors;
    }

    @GetMapping({"/health", "/api/ai/health"})
    ResponseEntity<byte[]> health() {
        List<Heartbeat> ready = workers.ready("embedding-worker");
        long searchable = ready.stream().mapToLong(Heartbeat::searchable).min().orElse(0);
        mentorsSeen |= !ready.isEmpty() && searchable >= expectedMentors;

        Map<String, Object> components = new LinkedHashMap<>();
        Status database = outside.databaseStatus();
        Status kafka = outside.kafkaStatus();
        components.put("database", component(database));
        components.put("kafka", component(kafka));
        Map<String, Object> worker = component(ready.isEmpty() ? Status.DOWN : Status.UP);
        worker.put("instances", ready.size());
        worker.put("mentors_searchable", searchable);
        worker.put("model", ready.isEmpty() ? null : ready.getFirst().model());
        components.put("embedding_worker", worker);

        boolean ok = database == Status.UP && kafka == Status.UP && !ready.isEmpty() && mentorsSeen;
        boolean starting = !mentorsSeen || database == Status.UNKNOWN || kafka == Status.UNKNOWN;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ok ? "ok" : starting ? "starting" : "unavailable");
        body.put("release", release);
        body.put("components", components);
        return ResponseEntity.status(ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.bytes(body));
    }

    private static Map<String, Object> component(Status status) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("status", status);
        return component;
    }
}
