package ai.refit.edge.webhooks;

import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param timeout of one attempt
 * @param pauses between the attempts; one attempt more than there are pauses
 */
@Validated
@ConfigurationProperties("refit.webhooks")
record WebhookProperties(
        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration timeout,

        @NotEmpty(message = "expected: one or more")
        List<@DurationMin(millis = 1, message = "expected: more than 0") Duration> pauses) {}
