package ai.refit.edge.webhooks;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.outside.AddressRefused;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Problem;
import ai.refit.edge.task.NewTask;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes down who wants to be told of a task, by the field {@code webhook_url} or by the header {@code Webhook-URL}. */
@Component
public class Webhooks {

    private static final String HEADER = "Webhook-URL";
    private static final String FIELD = "webhook_url";

    private final Destinations destinations;
    private final WebhookSignature signature;

    Webhooks(Destinations destinations, WebhookSignature signature) {
        this.destinations = destinations;
        this.signature = signature;
    }

    /** The task, telling who asked for that; 422 when they cannot be told. */
    public Mono<NewTask> of(ServerHttpRequest request, NewTask task) {
        String url = task.webhookUrl() == null ? header(request) : task.webhookUrl();
        if (url == null) {
            return Mono.just(task);
        }
        if (!signature.isSet()) {
            throw Problem.invalid(FIELD, "is given, but this service has no secret to sign with", "no webhook_url")
                    .exception();
        }
        return Mono.fromCallable(() -> destinations.address(host(url)))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(AddressRefused.class, _ -> notAllowed())
                .onErrorMap(UnknownHostException.class, _ -> notAllowed())
                .map((InetAddress _) -> task.telling(url));
    }

    /** Without the brackets of a literal address. */
    static String host(String url) {
        String host = URI.create(url).getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static @Nullable String header(ServerHttpRequest request) {
        String url = request.getHeaders().getFirst(HEADER);
        if (url == null) {
            return null;
        }
        Fields header = Fields.of(Json.mapper().createObjectNode().put(HEADER, url));
        String read = header.url(HEADER);
        header.check();
        return read;
    }

    private static RuntimeException notAllowed() {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "URL_NOT_ALLOWED",
                        FIELD + ": nothing may be sent to that host (expected: a public one).")
                .exception();
    }
}
