package ai.refit.edge.http;

import ai.refit.contracts.json.Json;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Answers every failure as {@code application/problem+json}; what nobody expected is logged with its stack. */
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
        Problem problem = problem(exchange.getRequest().getPath().value(), failure);
        response.setStatusCode(problem.status());
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryAfter() != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, problem.retryAfter().toSeconds())));
        }
        if (failure instanceof MethodNotAllowedException method) {
            headers.setAllow(method.getSupportedMethods());
        }
        byte[] body = Json.bytes(body(problem, exchange.getRequest().getPath().value()));
        headers.setContentLength(body.length);
        if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
            return response.setComplete();
        }
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    static Problem problem(String path, Throwable failure) {
        return switch (failure) {
            case ProblemException expected -> expected.problem();
            case DataBufferLimitException _ ->
                Problem.of(HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", "The body is larger than this route takes.");
            case MethodNotAllowedException method ->
                Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "METHOD_NOT_ALLOWED",
                        method.getHttpMethod() + " is not allowed on " + path + " (expected: "
                                + method.getSupportedMethods().stream()
                                        .map(HttpMethod::name)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + ")");
            case UnsupportedMediaTypeStatusException type ->
                Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "UNSUPPORTED_MEDIA_TYPE",
                        "The body is " + type.getContentType() + " (expected: application/json).");
            case InvalidMediaTypeException type ->
                Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "UNSUPPORTED_MEDIA_TYPE",
                        "The body is of no readable type: '" + type.getMediaType() + "'.");
            case AbortedException _ ->
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "BODY_CUT_OFF",
                        "The connection was closed before the whole body came.");
            case DataAccessResourceFailureException _ -> Problem.databaseAway();
            case TransactionException _ -> Problem.databaseAway();
            case R2dbcNonTransientResourceException _ -> Problem.databaseAway();
            case TransientDataAccessException _ -> Problem.databaseBusy();
            case R2dbcTransientException _ -> Problem.databaseBusy();
            // A deadlock, of which Spring does not know that it is transient.
            case UncategorizedDataAccessException known
            when known.getCause() instanceof R2dbcTransientException -> Problem.databaseBusy();
            case ResponseStatusException known -> ofStatus(path, known);
            default -> {
                log.atError().addKeyValue("path", path).setCause(failure).log("unexpected failure");
                yield Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "Something failed on our side.");
            }
        };
    }

    private static Problem ofStatus(String path, ResponseStatusException failure) {
        if (failure.getCause() instanceof DataBufferLimitException) {
            return Problem.of(
                    HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", "The body is larger than this route takes.");
        }
        HttpStatus status = HttpStatus.valueOf(failure.getStatusCode().value());
        String reason = failure.getReason() == null ? status.getReasonPhrase() : failure.getReason();
        return switch (status) {
            case NOT_FOUND -> Problem.of(status, "ROUTE_NOT_FOUND", "There is no route " + path + ".");
            case BAD_REQUEST -> Problem.of(status, "BAD_REQUEST", reason);
            default -> Problem.of(status, status.name(), reason);
        };
    }

    static Map<String, Object> body(Problem problem, String path) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", problem.type());
        body.put("title", problem.status().getReasonPhrase());
        body.put("status", problem.status().value());
        body.put("code", problem.code());
        body.put("detail", problem.detail());
        body.put("instance", path);
        if (!problem.errors().isEmpty()) {
            body.put("errors", problem.errors());
        }
        return body;
    }
}
