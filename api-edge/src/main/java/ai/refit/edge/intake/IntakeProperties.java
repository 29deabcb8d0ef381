package ai.refit.edge.intake;

import ai.refit.contracts.task.TaskKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param taskDeadline how long after its acceptance a task may still be worked on; then it expires
 * @param queueBound the most open tasks of one kind; past it new ones are refused with 429
 * @param documents the same for kinds of work that take long and cost money
 * @param patience how long the synchronous routes wait for the result before they answer 202
 * @param relayAfter how old an unsent order must be before it is published again
 */
@Validated
@ConfigurationProperties("refit.intake")
public record IntakeProperties(
        @DurationMin(seconds = 1, message = "expected: 1s or more")
        Duration taskDeadline,

        @Min(value = 1, message = "expected: 1 or more") @Max(value = 1_000_000, message = "expected: 1000000 or less")
        int queueBound,

        @DurationMin(millis = 1, message = "expected: more than 0")
        Duration patience,

        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration relayAfter,

        Map<TaskKind, @Valid Documents> documents) {

    /**
     * @param patience how long the product backend's call waits for the result; what is not done by then expires
     * @param deadline how long after its acceptance a task may still be worked on that is polled for
     * @param queueBound the most open tasks; past it new ones are refused with 429
     */
    public record Documents(
            @DurationMin(seconds = 1, message = "expected: 1s or more")
            Duration patience,

            @DurationMin(seconds = 1, message = "expected: 1s or more")
            Duration deadline,

            @Min(value = 1, message = "expected: 1 or more")
            @Max(value = 1_000_000, message = "expected: 1000000 or less")
            int queueBound) {}

    /** The most open tasks of that kind. */
    int bound(TaskKind kind) {
        Documents own = documents.get(kind);
        return own == null ? queueBound : own.queueBound();
    }

    /** @throws IllegalStateException when the settings say nothing of that kind */
    public Documents on(TaskKind kind) {
        Documents own = documents.get(kind);
        if (own == null) {
            throw new IllegalStateException("no setting refit.intake.documents." + kind.wire());
        }
        return own;
    }
}
