package ai.refit.llm.ledger;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How long what is kept.
 *
 * @param lease how long a claim holds without being renewed: how soon the work of a worker that died goes on
 * @param attempts how often a task is claimed before it is given up
 * @param pause before the second attempt; each later one waits twice as long
 * @param retention how long rows are kept after their creation, and earlier results are given again
 */
@Validated
@ConfigurationProperties("refit.ledger")
public record LedgerProperties(
        @DurationMin(seconds = 3) Duration lease,
        @Min(1) int attempts,
        @DurationMin(millis = 1) Duration pause,
        @DurationMin(minutes = 1) Duration retention) {}
