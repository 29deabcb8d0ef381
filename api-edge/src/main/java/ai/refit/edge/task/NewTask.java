package ai.refit.edge.task;

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
 * @param body JSON of the kind's request
 * @param deadline after this moment the work is not worth starting, and the task expires
 * @param traceparent W3C trace context of the request, null when there is none
 */
public record NewTask(
        UUID id,
        TaskKind kind,
        @Nullable String userId,
        String body,
        Instant deadline,
        @Nullable String traceparent) {

    public static NewTask of(TaskKind kind, @Nullable String userId, String body, Duration deadline) {
        UUID id = TaskIds.next();
        return new NewTask(id, kind, userId, body, TaskIds.createdAt(id).plus(deadline), null);
    }

    public NewTask tracedBy(@Nullable String context) {
        return new NewTask(id, kind, userId, body, deadline, context);
    }

    public Task queued() {
        return Task.queued(id, kind);
    }
}
