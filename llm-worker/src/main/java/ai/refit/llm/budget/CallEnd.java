package ai.refit.llm.budget;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param outcome {@code ANSWERED}, or why not
 * @param costUsd null when nobody knows what it cost, so that the most it can have cost stays counted
 */
public record CallEnd(
        String outcome, Tokens tokens, @Nullable BigDecimal costUsd, Duration duration) {}
