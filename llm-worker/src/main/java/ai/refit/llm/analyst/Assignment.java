package ai.refit.llm.analyst;

import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * For whom an analyst works.
 *
 * @param caller whose money it is; null when not known
 * @param attempt which claim of the task this is, from 1: calls of earlier ones may have been paid for already
 * @param deadline after this moment an answer is of no use
 * @param unwanted whether the task was canceled meanwhile
 */
public record Assignment(
        UUID taskId, @Nullable String caller, int attempt, Instant deadline, BooleanSupplier unwanted) {}
