package ai.refit.edge.results;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskStatus;
import ai.refit.edge.http.Envelope;
import ai.refit.edge.http.Preference;
import ai.refit.edge.http.Problem;
import ai.refit.edge.intake.Backlog;
import ai.refit.edge.task.Task;
import ai.refit.edge.task.Task.TaskError;
import ai.refit.edge.task.TaskJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** How a task that somebody asked for is answered: the result when it is there, 202 while it is not, a problem else. */
@Component
public class TaskAnswer {

    private final Backlog backlog;

    TaskAnswer(Backlog backlog) {
        this.backlog = backlog;
    }

    /** 200 with the task, 202 with the task, or a problem. */
    public ResponseEntity<byte[]> task(Task task, Preference preference) {
        return switch (task.status()) {
            case SUCCEEDED -> headers(ResponseEntity.ok(), preference).body(json(task));
            case QUEUED, RUNNING -> accepted(task, preference);
            case FAILED, CANCELED, EXPIRED -> throw problem(task).exception();
        };
    }

    /** 200 with the bare result, 202 with the task, or a problem. */
    public ResponseEntity<byte[]> result(Task task, Preference preference) {
        return task.status() == TaskStatus.SUCCEEDED
                ? headers(ResponseEntity.ok(), preference).body(result(task).getBytes(StandardCharsets.UTF_8))
                : task(task, preference);
    }

    /** 200 with the result as {@code data} of the product backend's envelope, 202 with the task, or a problem. */
    public ResponseEntity<byte[]> envelope(Task task, Preference preference) {
        return task.status() == TaskStatus.SUCCEEDED
                ? headers(ResponseEntity.ok(), preference).body(Envelope.of(result(task)))
                : task(task, preference);
    }

    /** 200 with this in the product backend's envelope. */
    public ResponseEntity<byte[]> envelope(JsonNode data, Preference preference) {
        return headers(ResponseEntity.ok(), preference).body(Envelope.of(Json.text(data)));
    }

    /**
     * 200 with the result in the product backend's envelope, or a problem; for callers that read no 202 unless they state
     * a preference.
     */
    public ResponseEntity<byte[]> direct(Task task, DirectCall call) {
        if (task.status() == TaskStatus.SUCCEEDED) {
            return headers(ResponseEntity.ok(), call.preference()).body(Envelope.of(result(task)));
        }
        if (!task.status().isFinal() && call.mustEnd()) {
            throw Problem.of(
                            HttpStatus.GATEWAY_TIMEOUT,
                            "DEADLINE_PASSED",
                            "The task did not end in time (task " + task.id() + ")")
                    .exception();
        }
        return task(task, call.preference());
    }

    /** The task's JSON with its estimate. */
    byte[] json(Task task) {
        Long eta = task.status().isFinal() ? null : remaining(task).toSeconds();
        return TaskJson.bytes(task, eta);
    }

    Duration remaining(Task task) {
        Duration estimate = backlog.estimate(task.kind());
        Duration rest =
                task.percent() > 0 ? estimate.multipliedBy(100 - task.percent()).dividedBy(100) : estimate;
        return Duration.ofSeconds(Math.max(1, rest.plusMillis(999).toSeconds()));
    }

    private ResponseEntity<byte[]> accepted(Task task, Preference preference) {
        return headers(ResponseEntity.accepted(), preference)
                .header(HttpHeaders.LOCATION, TaskJson.PATH + task.id())
                .header(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(backlog.retryAfter(task.kind()).toSeconds()))
                .body(json(task));
    }

    private static ResponseEntity.BodyBuilder headers(ResponseEntity.BodyBuilder answer, Preference preference) {
        if (preference.applied() != null) {
            answer.header("Preference-Applied", preference.applied());
        }
        return answer.contentType(MediaType.APPLICATION_JSON);
    }

    public static String result(Task task) {
        @Nullable String result = task.result();
        return result == null ? "null" : result;
    }

    private static Problem problem(Task task) {
        TaskError error = task.error() == null ? new TaskError("FAILED", "The task failed.") : task.error();
        HttpStatus status = switch (error.code()) {
            case "USER_NOT_FOUND" -> HttpStatus.NOT_FOUND;
            case "CANCELED" -> HttpStatus.CONFLICT;
            case "DEADLINE_PASSED" -> HttpStatus.GATEWAY_TIMEOUT;
            case "ORDER_FAILED", "ATTEMPTS_EXHAUSTED", "RESULT_TOO_LARGE" -> HttpStatus.BAD_GATEWAY;
            // Else a document, a page or an address is at fault, where the work is on such.
            default -> worksOnInput(task) ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_GATEWAY;
        };
        return Problem.of(status, error.code(), error.detail() + " (task " + task.id() + ")");
    }

    private static boolean worksOnInput(Task task) {
        return switch (task.kind()) {
            case ANALYSIS, POSTING, REPORT -> true;
            case RECOMMENDATION, EMBEDDING, MENTOR_EMBEDDING, MENTOR_EMBEDDINGS, MENTOR_IMPORT -> false;
        };
    }
}
