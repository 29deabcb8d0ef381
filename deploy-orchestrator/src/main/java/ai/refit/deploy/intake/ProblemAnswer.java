package ai.refit.deploy.intake;

import ai.refit.contracts.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers every failure, of routes and of filters, as {@code application/problem+json}; what nobody expected is logged
 * with its stack.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAnswer implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAnswer.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        String path = exchange.getRequest().getPath().value();
        ErrorResponse error = known(path, failure);
        response.setStatusCode(error.getStatusCode());
        response.getHeaders().putAll(error.getHeaders());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] body = Json.bytes(body(error, failure, path));
        response.getHeaders().setContentLength(body.length);
        return exchange.getRequest().getMethod() == HttpMethod.HEAD
                ? response.setComplete()
                : response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static ErrorResponse known(String path, Throwable failure) {
        if (failure instanceof ErrorResponse known) {
            return known;
        }
        if (failure instanceof DataBufferLimitException) {
            return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", "The body is larger than is taken here.");
        }
        if (Outage.isOfDatabase(failure)) {
            return Problem.databaseAway();
        }
        log.atError().addKeyValue("path", path).setCause(failure).log("unexpected failure");
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "Something failed on our side.");
    }

    private static Map<String, Object> body(ErrorResponse error, Throwable failure, String path) {
        ProblemDetail detail = error.getBody();
        HttpStatus status = HttpStatus.valueOf(error.getStatusCode().value());
        Map<String, Object> own = detail.getProperties() == null ? Map.of() : detail.getProperties();
        String code = own.get(Problem.CODE) instanceof String brought ? brought : codeOf(status, failure);
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:refit:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
        body.put("title", status.getReasonPhrase());
        body.put("status", status.value());
        body.put(Problem.CODE, code);
        body.put("detail", detail.getDetail() == null ? status.getReasonPhrase() : detail.getDetail());
        body.put("instance", path);
        body.putAll(own);
        return body;
    }

    /** Of what Spring refuses by itself. */
    private static String codeOf(HttpStatus status, Throwable failure) {
        if (failure instanceof NoResourceFoundException) {
            return "ROUTE_NOT_FOUND";
        }
        return status == HttpStatus.CONTENT_TOO_LARGE ? "BODY_TOO_LARGE" : status.name();
    }
}
