package ai.refit.edge.http;

import ai.refit.contracts.json.Json;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A request whose target or host is no URI never reaches {@link ProblemAnswer}: WebFlux answers 400 without a body. Here
 * it gets one.
 */
@Component
final class MalformedRequests implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private static final byte[] BODY = Json.bytes(ProblemAnswer.body(
            Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "BAD_REQUEST",
                    "The request's target is no URI: percent signs need two hexadecimal digits, other characters escapes."),
            "/"));

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.mapHandle(MalformedRequests::withBody));
    }

    private static Mono<Void> withBody(Mono<Void> handled, Connection connection) {
        return connection instanceof HttpServerResponse response
                ? handled.then(Mono.defer(() -> isBare(response) ? sendBody(response) : Mono.empty()))
                : handled;
    }

    private static boolean isBare(HttpServerResponse response) {
        return !response.hasSentHeaders() && response.status().code() == HttpStatus.BAD_REQUEST.value();
    }

    private static Mono<Void> sendBody(HttpServerResponse response) {
        return response.header("Content-Type", MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .header("Content-Length", Integer.toString(BODY.length))
                .sendByteArray(Mono.just(BODY))
                .then();
    }
}
