package ai.refit.edge.reports;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.http.Bodies;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Preference;
import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.intake.Intake;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.intake.IntakeProperties.Documents;
import ai.refit.edge.reports.ReportFields.Asked;
import ai.refit.edge.results.DirectCall;
import ai.refit.edge.results.Submission;
import ai.refit.edge.results.TaskAnswer;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.TaskInput;
import ai.refit.edge.webhooks.Webhooks;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Reports: as tasks, and for the product backend in its envelope when they are done. */
@RestController
class ReportController {

    /** A long chat. */
    private static final int LARGEST_BODY = 16 << 20;

    private final Submission submission;
    private final Intake intake;
    private final Material material;
    private final Webhooks webhooks;
    private final TaskAnswer answer;
    private final Documents settings;

    ReportController(
            Submission submission,
            Intake intake,
            Material material,
            Webhooks webhooks,
            TaskAnswer answer,
            IntakeProperties properties) {
        this.submission = submission;
        this.intake = intake;
        this.material = material;
        this.webhooks = webhooks;
        this.answer = answer;
        this.settings = properties.on(TaskKind.REPORT);
    }

    @PostMapping("/api/ai/reports")
    Mono<ResponseEntity<byte[]>> report(ServerHttpRequest request) {
        Preference preference = Preference.of(request.getHeaders(), Duration.ZERO);
        return submit(request, settings.deadline(), preference.patience()).map(task -> answer.task(task, preference));
    }

    @PostMapping("/api/ai/repo/generate")
    Mono<ResponseEntity<byte[]>> generate(ServerHttpRequest request) {
        DirectCall call = DirectCall.of(request.getHeaders(), settings);
        return submit(request, call.deadline(), call.preference().patience()).map(task -> answer.direct(task, call));
    }

    private Mono<Task> submit(ServerHttpRequest request, Duration deadline, Duration wait) {
        intake.requireRoom(TaskKind.REPORT);
        return Bodies.read(request, LARGEST_BODY).flatMap(body -> {
            Asked asked = ReportFields.read(Fields.parse(body));
            IdempotencyKey key = IdempotencyKey.of(request, body);
            return material.of(asked).flatMap(order -> {
                var input = new TaskInput(Json.text(order), null);
                NewTask task = NewTask.on(input, TaskKind.REPORT, asked.userId(), asked.force(), deadline);
                return webhooks.of(request, task.telling(asked.webhookUrl()))
                        .flatMap(told -> submission.submit(told, key, wait));
            });
        });
    }
}
