package ai.refit.edge.analyses;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.analyses.AnalysisFields.Mode;
import ai.refit.edge.analyses.AnalysisFields.Parse;
import ai.refit.edge.http.Fields;
import ai.refit.edge.http.Problem;
import ai.refit.edge.intake.IdempotencyKey;
import ai.refit.edge.intake.IntakeProperties;
import ai.refit.edge.intake.IntakeProperties.Documents;
import ai.refit.edge.results.DirectCall;
import ai.refit.edge.results.Submission;
import ai.refit.edge.results.TaskAnswer;
import ai.refit.edge.task.InputStore;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.Task.TaskError;
import ai.refit.edge.webhooks.Webhooks;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** The product backend's call for a résumé. One that cannot be read is an answer too: 200 with the status FAILED. */
@RestController
class ParseController {

    private static final int LONGEST_ID = 100;
    /** The address is at fault, not the résumé. */
    private static final String URL_NOT_ALLOWED = "URL_NOT_ALLOWED";

    private final Submission submission;
    private final Webhooks webhooks;
    private final TaskAnswer answer;
    private final InputStore inputs;
    private final Documents settings;

    ParseController(
            Submission submission,
            Webhooks webhooks,
            TaskAnswer answer,
            InputStore inputs,
            IntakeProperties properties) {
        this.submission = submission;
        this.webhooks = webhooks;
        this.answer = answer;
        this.inputs = inputs;
        this.settings = properties.on(TaskKind.ANALYSIS);
    }

    @PostMapping("/api/ai/resumes/{resumeId}/parse")
    Mono<ResponseEntity<byte[]>> parse(
            ServerHttpRequest request,
            @PathVariable String resumeId,
            @RequestBody(required = false) byte @Nullable [] body) {
        requireId(resumeId);
        byte[] bytes = body == null ? new byte[0] : body;
        Parse parse = AnalysisFields.parse(Fields.parse(bytes));
        DirectCall call =
                parse.mode() == Mode.ASYNC ? DirectCall.async(settings) : DirectCall.of(request.getHeaders(), settings);
        NewTask asked = parse.asked().task(call.deadline()).readingResume(resumeId);
        IdempotencyKey key = IdempotencyKey.of(request, bytes);
        return webhooks.of(request, asked)
                .flatMap(task -> submission.submit(task, key, call.preference().patience()))
                .flatMap(task -> answered(task, call, parse, resumeId));
    }

    private Mono<ResponseEntity<byte[]>> answered(Task task, DirectCall call, Parse parse, String resumeId) {
        if (task.status() == TaskStatus.SUCCEEDED) {
            Mono<String> unmasked =
                    parse.asked().request().unmasked() ? inputs.unmaskedResult(task.id()) : Mono.empty();
            return unmasked.defaultIfEmpty(TaskAnswer.result(task))
                    .map(result -> answer.envelope(completed(resumeId, result), call.preference()));
        }
        boolean open = !task.status().isFinal() && !call.mustEnd();
        boolean refused = task.error() != null && task.error().code().equals(URL_NOT_ALLOWED);
        return Mono.fromSupplier(() -> open || refused
                ? answer.task(task, call.preference())
                : answer.envelope(failed(resumeId, task), call.preference()));
    }

    private static ObjectNode completed(String resumeId, String result) {
        ObjectNode data = data(resumeId, "COMPLETED");
        data.putRawValue("result", new RawValue(result));
        return data.putNull("error");
    }

    private static ObjectNode failed(String resumeId, Task task) {
        TaskError error = task.error() == null
                ? new TaskError("DEADLINE_PASSED", "The résumé was not read in time.")
                : task.error();
        ObjectNode data = data(resumeId, "FAILED");
        data.putNull("result");
        data.putObject("error").put("code", error.code()).put("detail", error.detail());
        return data;
    }

    private static ObjectNode data(String resumeId, String status) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.putPOJO("resume_id", UserId.ofPath(resumeId));
        return data.put("status", status);
    }

    private static void requireId(String resumeId) {
        String wrong = resumeId.isBlank() || resumeId.length() > LONGEST_ID
                ? "has " + resumeId.length() + " characters"
                : Fields.unwritable(resumeId);
        if (wrong != null) {
            throw Problem.invalid("resume_id", wrong, "1 to " + LONGEST_ID + " characters of text")
                    .exception();
        }
    }
}
