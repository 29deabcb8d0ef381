package ai.refit.edge.webhooks;

import ai.refit.contracts.json.Json;
import ai.refit.edge.results.TaskLookup;
import ai.refit.edge.webhooks.WebhookStore.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What came of telling somebody of a task. */
@RestController
class WebhookController {

    /** @param nextAttemptAt null when none is left to make */
    private record Deliveries(
            List<Attempt> deliveries, @Nullable Instant nextAttemptAt) {}

    private final WebhookStore webhooks;
    private final TaskLookup lookup;

    WebhookController(WebhookStore webhooks, TaskLookup lookup) {
        this.webhooks = webhooks;
        this.lookup = lookup;
    }

    @GetMapping("/api/ai/tasks/{taskId}/webhooks")
    Mono<ResponseEntity<byte[]>> deliveries(@PathVariable String taskId) {
        UUID id = TaskLookup.parse(taskId);
        return lookup.find(id)
                .then(Mono.zip(
                        webhooks.attempts(id).collectList(),
                        webhooks.next(id).map(Optional::of).defaultIfEmpty(Optional.empty())))
                .map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Json.bytes(
                                new Deliveries(found.getT1(), found.getT2().orElse(null)))));
    }
}
