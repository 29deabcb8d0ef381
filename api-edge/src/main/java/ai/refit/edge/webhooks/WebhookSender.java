package ai.refit.edge.webhooks;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.outside.AddressRefused;
import ai.refit.edge.health.Outside;
import ai.refit.edge.task.Task.TaskError;
import ai.refit.edge.task.TaskJson;
import ai.refit.edge.webhooks.WebhookStore.Due;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Tells of final tasks whoever asked to be told. What is due is claimed for a while, so that any instance may send it and
 * none need lead; an instance that dies meanwhile leaves it to be sent again, under the same id.
 */
@Component
class WebhookSender {

    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);

    private static final int BATCH = 32;
    /** Beyond the attempt's own time, for the record of it. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    private static final int GONE = 410;

    /** What is told; the result itself is for those who fetch it. */
    private record Message(String type, Instant timestamp, Data data) {}

    private record Data(
            UUID taskId,
            String kind,
            String status,
            @Nullable TaskError error,
            Links links) {}

    private record Links(String self) {}

    /** What came of an attempt: a status or an error. */
    private record Outcome(
            @Nullable Integer status, @Nullable String error) {
        boolean isTaken() {
            return status != null && status / 100 == 2;
        }
    }

    private final WebhookStore webhooks;
    private final WebhookSignature signature;
    private final Destinations destinations;
    private final WebhookProperties properties;
    private final Outside outside;
    private final MeterRegistry metrics;
    private final HttpClient http;

    WebhookSender(
            WebhookStore webhooks,
            WebhookSignature signature,
            Destinations destinations,
            WebhookProperties properties,
            Outside outside,
            MeterRegistry metrics) {
        this.webhooks = webhooks;
        this.signature = signature;
        this.destinations = destinations;
        this.properties = properties;
        this.outside = outside;
        this.metrics = metrics;
        this.http = HttpClient.create(ConnectionProvider.newConnection())
                .resolver(new CheckedAddresses(destinations))
                .followRedirect(false);
    }

    @Scheduled(fixedDelay = 500)
    void sendDue() {
        if (signature.isSet() && outside.databaseUp()) {
            Duration patience = properties.timeout().plus(SLACK);
            webhooks.claim(BATCH, patience).flatMap(this::send, BATCH).then().block(patience.plus(SLACK));
        }
    }

    private Mono<Void> send(Due due) {
        return Mono.fromCallable(() -> destinations.address(Webhooks.host(due.url())))
                .subscribeOn(Schedulers.boundedElastic())
                .then(Mono.defer(() -> post(due)))
                .timeout(properties.timeout())
                .map(status -> new Outcome(status, null))
                .onErrorResume(failure -> Mono.just(new Outcome(null, reason(failure))))
                .flatMap(outcome -> record(due, outcome));
    }

    private Mono<Integer> post(Due due) {
        String id = "msg_" + due.taskId();
        long timestamp = Instant.now().getEpochSecond();
        byte[] body = Json.bytes(new Message(
                "task." + due.status(),
                due.finishedAt(),
                new Data(
                        due.taskId(), due.kind(), due.status(), due.error(), new Links(TaskJson.PATH + due.taskId()))));
        return http.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                        .set("webhook-id", id)
                        .set("webhook-timestamp", timestamp)
                        .set("webhook-signature", signature.of(id, timestamp, body)))
                .post()
                .uri(due.url())
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .response()
                .map(response -> response.status().code());
    }

    private Mono<Void> record(Due due, Outcome outcome) {
        int attempt = due.attempts() + 1;
        List<Duration> pauses = properties.pauses();
        boolean unwanted = outcome.status() != null && outcome.status() == GONE;
        boolean last = outcome.isTaken() || unwanted || attempt > pauses.size();
        String name = outcome.isTaken() ? "delivered" : last ? "given_up" : "failed";
        metrics.counter("refit.webhooks", "outcome", name).increment();
        log.atInfo()
                .addKeyValue("task", due.taskId())
                .addKeyValue("attempt", attempt)
                .addKeyValue("outcome", name)
                .log("webhook");
        return webhooks.record(
                due.taskId(), attempt, outcome.status(), outcome.error(), last ? null : pauses.get(attempt - 1));
    }

    /** Says nothing of the address, which may hold a secret. */
    private static String reason(Throwable failure) {
        return switch (failure) {
            case AddressRefused _ -> "URL_NOT_ALLOWED";
            case TimeoutException _ -> "TIMEOUT";
            default -> "NO_ANSWER (" + failure.getClass().getSimpleName() + ")";
        };
    }
}
