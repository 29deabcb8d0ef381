package ai.refit.edge.feedback;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param retention how long feedback is kept, and with it which mentors the recommendation showed */
@Validated
@ConfigurationProperties("refit.feedback")
record FeedbackProperties(
        @DurationMin(seconds = 1, message = "expected: 1s or more")
        Duration retention) {}
