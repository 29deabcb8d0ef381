package ai.refit.edge.imports;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.health.Outside;
import ai.refit.edge.http.Preference;
import ai.refit.edge.http.Problem;
import ai.refit.edge.intake.Backlog;
import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.results.TaskAnswer;
import ai.refit.edge.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Imports of mentors. The body is read as it comes, at the pace of the database. */
@RestController
class ImportController {

    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    /** Each holds a thousand lines. */
    private static final int MOST_WAITED_FOR = 4;

    private final AtomicInteger waitedFor = new AtomicInteger();
    private final LineImport lineImport;
    private final ImportIntake intake;
    private final TaskAnswer answer;
    private final Backlog backlog;
    private final Outside outside;

    ImportController(LineImport lineImport, ImportIntake intake, TaskAnswer answer, Backlog backlog, Outside outside) {
        this.lineImport = lineImport;
        this.intake = intake;
        this.answer = answer;
        this.backlog = backlog;
        this.outside = outside;
    }

    /**
     * 200 when every good line is durable, or with {@code respond-async} 202 when the whole import is. Lines taken twice
     * change nothing, so an {@code Idempotency-Key} has a meaning only for the task.
     */
    @PostMapping("/api/ai/mentors/import")
    Mono<ResponseEntity<byte[]>> importMentors(ServerHttpRequest request) {
        MediaType type = request.getHeaders().getContentType();
        if (type == null || !NDJSON.isCompatibleWith(type)) {
            throw Problem.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "UNSUPPORTED_MEDIA_TYPE",
                            "The body is " + (type == null ? "of no stated type" : type) + " (expected: " + NDJSON
                                    + ", one profile a line).")
                    .exception();
        }
        outside.requireBoth();
        Preference preference = Preference.of(request.getHeaders(), Duration.ofDays(1));
        return preference.patience().isZero() ? accept(request, preference) : take(request);
    }

    private Mono<ResponseEntity<byte[]>> accept(ServerHttpRequest request, Preference preference) {
        IdempotencyKey.Incomplete key = IdempotencyKey.of(request);
        Mono<Task> task = key == null
                ? intake.accept(Lines.of(request.getBody()), () -> null)
                : intake.accept(Lines.of(request.getBody().doOnNext(key::add)), key::complete);
        return task.map(accepted -> answer.task(accepted, preference));
    }

    private Mono<ResponseEntity<byte[]>> take(ServerHttpRequest request) {
        Mono<ResponseEntity<byte[]>> result = lineImport
                .take(Lines.of(request.getBody()))
                .map(done -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Json.bytes(done)));
        return Mono.defer(() -> {
            takePlace();
            return result.doFinally(_ -> waitedFor.decrementAndGet());
        });
    }

    private void takePlace() {
        if (waitedFor.incrementAndGet() > MOST_WAITED_FOR) {
            waitedFor.decrementAndGet();
            throw new Problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "TOO_MANY_IMPORTS",
                            MOST_WAITED_FOR + " imports are being waited for; try again later, or with Prefer:"
                                    + " respond-async.",
                            backlog.retryAfter(TaskKind.MENTOR_IMPORT),
                            List.of())
                    .exception();
        }
    }
}
