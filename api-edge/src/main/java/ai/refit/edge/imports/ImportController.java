package ai.refit.edge.imports;

import ai.refit.contracts.json.Json;
import ai.refit.edge.health.Outside;
import ai.refit.edge.http.Preference;
import ai.refit.edge.http.Problem;
import ai.refit.edge.results.TaskAnswer;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Imports of mentors. The body is read as it comes, at the pace of the database. */
@RestController
class ImportController {

    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    private final LineImport lineImport;
    private final ImportIntake intake;
    private final TaskAnswer answer;
    private final Outside outside;

    ImportController(LineImport lineImport, ImportIntake intake, TaskAnswer answer, Outside outside) {
        this.lineImport = lineImport;
        this.intake = intake;
        this.answer = answer;
        this.outside = outside;
    }

    /** 200 when every good line is durable, or with {@code respond-async} 202 when the whole import is. */
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
        Flux<Lines.Line> lines = Lines.of(request.getBody().cast(DataBuffer.class));
        if (preference.patience().isZero()) {
            return intake.accept(lines).map(task -> answer.task(task, preference));
        }
        return lineImport
                .take(lines)
                .map(result -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Json.bytes(result)));
    }
}
