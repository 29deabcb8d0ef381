package ai.refit.deploy.intake;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** CI's webhook. The body is taken as bytes, for the signature is of them. */
@RestController
class EventController {

    static final String PATH = "/api/deploy/events";

    private final CiEvents events;

    EventController(CiEvents events) {
        this.events = events;
    }

    @PostMapping(PATH)
    Mono<ResponseEntity<Acknowledged>> event(
            @RequestHeader(name = CiEvents.SIGNATURE, required = false) @Nullable String signature,
            @RequestHeader(name = CiEvents.DELIVERY, required = false) @Nullable String delivery,
            @RequestBody(required = false) byte @Nullable [] body) {
        return events.take(CiEvents.Channel.HTTP, body == null ? new byte[0] : body, signature, delivery)
                .map(Acknowledged::of);
    }
}
