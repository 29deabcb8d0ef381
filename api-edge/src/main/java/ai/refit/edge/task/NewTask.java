package ai.refit.edge.task;

import ai.refit.contracts.input.InputReference;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task about to be accepted.
 *
 * @param userId whose request this is, for erasure
 * @param body JSON of the kind's request, or of a reference to the input
 * @param deadline after this moment the work is not worth starting, and the task expires
 * @param traceparent W3C trace context of the request, null when there is none
 * @param input what is handed in beside the body, null when there is nothing
 * @param resumeId the caller's id of the résumé that is read, null when there is none
 * @param webhookUrl who is told when the task is final, null when nobody is
 */
public record NewTask(
        UUID id,
        TaskKind kind,
        @Nullable String userId,
        String body,
        Instant deadline,
        @Nullable String traceparent,
        @Nullable TaskInput input,
        @Nullable String resumeId,
        @Nullable String webhookUrl) {

    public static NewTask of(TaskKind kind, @Nullable String userId, String body, Duration deadline) {
        UUID id = TaskIds.next();
        return new NewTask(id, kind, userId, body, TaskIds.createdAt(id).plus(deadline), null, null, null, null);
    }

    /** @param force whether the work is done even when the result of an earlier task on the same input is known */
    public static NewTask on(
            TaskInput input, TaskKind kind, @Nullable String userId, boolean force, Duration deadline) {
        UUID id = TaskIds.next();
        String body = Json.text(new InputReference(id, input.sha256(), userId, force));
        return new NewTask(id, kind, userId, body, TaskIds.createdAt(id).plus(deadline), null, input, null, null);
    }

    public NewTask tracedBy(@Nullable String context) {
        return new NewTask(id, kind, userId, body, deadline, context, input, resumeId, webhookUrl);
    }

    public NewTask readingResume(@Nullable String resume) {
        return new NewTask(id, kind, userId, body, deadline, traceparent, input, resume, webhookUrl);
    }

    public NewTask telling(@Nullable String webhook) {
        return new NewTask(id, kind, userId, body, deadline, traceparent, input, resumeId, webhook);
    }

    public Task queued() {
        return Task.queued(id, kind);
    }
}
