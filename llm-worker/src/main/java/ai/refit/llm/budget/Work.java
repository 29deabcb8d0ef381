package ai.refit.llm.budget;

import java.util.UUID;

/**
 * A piece of a task's work that calls are made for.
 *
 * @param operation resume, posting or report
 * @param attempt which claim of the task this is, from 1
 */
public record Work(UUID taskId, String operation, int attempt) {}
