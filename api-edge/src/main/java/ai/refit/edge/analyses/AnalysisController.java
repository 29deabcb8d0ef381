package ai.refit.edge.analyses;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.analyses.AnalysisFields.Asked;
import ai.refit.edge.http.Bodies;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Preference;
import ai.refit.edge.http.Problem;
import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.intake.Intake;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.results.Submission;
import ai.refit.edge.results.TaskAnswer;
import ai.refit.edge.webhooks.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Analyses of résumés, as tasks: 202 at once, unless the caller wants to wait. */
@RestController
class AnalysisController {

    /** The longest text there may be, every letter escaped, and some room. */
    private static final int LARGEST_BODY = 2 << 20;
    /** Each may hold a whole document. */
    private static final int MOST_UPLOADS = 16;

    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(2);

    private final AtomicInteger uploads = new AtomicInteger();
    private final Submission submission;
    private final Intake intake;
    private final Webhooks webhooks;
    private final TaskAnswer answer;
    private final IntakeProperties properties;

    AnalysisController(
            Submission submission, Intake intake, Webhooks webhooks, TaskAnswer answer, IntakeProperties properties) {
        this.submission = submission;
        this.intake = intake;
        this.webhooks = webhooks;
        this.answer = answer;
        this.properties = properties;
    }

    @PostMapping(path = "/api/ai/analyses", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<byte[]>> upload(ServerHttpRequest request, @RequestBody Flux<PartEvent> parts) {
        intake.requireRoom(TaskKind.ANALYSIS);
        return place(Upload.read(parts, LONGEST_UPLOAD)).flatMap(upload -> {
            // Another boundary makes no other request.
            IdempotencyKey.Incomplete key = IdempotencyKey.of(request);
            if (key != null) {
                key.add(Json.text(upload.fields()).getBytes(StandardCharsets.UTF_8));
                key.add(upload.file());
            }
            return submit(request, AnalysisFields.form(upload), key == null ? null : key.complete());
        });
    }

    /** Reads when there is a place to read in, else 429. */
    private Mono<Upload> place(Mono<Upload> reading) {
        return Mono.defer(() -> {
            if (uploads.incrementAndGet() > MOST_UPLOADS) {
                uploads.decrementAndGet();
                throw new Problem(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "TOO_MANY_UPLOADS",
                                MOST_UPLOADS + " documents are being uploaded; try again later.",
                                Duration.ofSeconds(1),
                                List.of())
                        .exception();
            }
            return reading.doFinally(_ -> uploads.decrementAndGet());
        });
    }

    @PostMapping("/api/ai/analyses")
    Mono<ResponseEntity<byte[]>> analyse(ServerHttpRequest request) {
        intake.requireRoom(TaskKind.ANALYSIS);
        return Bodies.read(request, LARGEST_BODY)
                .flatMap(body ->
                        submit(request, AnalysisFields.json(Fields.parse(body)), IdempotencyKey.of(request, body)));
    }

    private Mono<ResponseEntity<byte[]>> submit(ServerHttpRequest request, Asked asked, @Nullable IdempotencyKey key) {
        Preference preference = Preference.of(request.getHeaders(), Duration.ZERO);
        Duration deadline = properties.on(TaskKind.ANALYSIS).deadline();
        return webhooks.of(request, asked.task(deadline))
                .flatMap(task -> submission.submit(task, key, preference.patience()))
                .map(task -> answer.task(task, preference));
    }
}
