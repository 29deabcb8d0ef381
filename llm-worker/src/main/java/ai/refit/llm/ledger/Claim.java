package ai.refit.llm.ledger;

import ai.refit.contracts.task.TaskOrder;

/**
 * The right to work on a task, until somebody claims it anew.
 *
 * @param fence which claim of the task this is, from 1
 */
public record Claim(TaskOrder order, int fence) {}
