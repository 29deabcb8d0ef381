package ai.refit.edge.task;

import ai.refit.contracts.task.TaskIds;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands.
 *
 * @param stage what is being done, null before anything is
 * @param percent 0–100
 * @param result JSON, only when succeeded
 * @param error only when failed, canceled or expired
 * @param change grows with every visible change
 */
public record Task(
        UUID id,
        TaskKind kind,
        TaskStatus status,
        @Nullable String stage,
        int percent,
        @Nullable String result,
        @Nullable TaskError error,
        Instant createdAt,
        @Nullable Instant finishedAt,
        int change) {

    /**
     * @param code stable, upper case
     * @param detail one sentence for a person
     */
    public record TaskError(String code, String detail) {}

    /** A task as it is right after it was accepted. */
    static Task queued(UUID id, TaskKind kind) {
        return new Task(id, kind, TaskStatus.QUEUED, null, 0, null, null, TaskIds.createdAt(id), null, 0);
    }
}
