package ai.refit.embedding.work;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param forgetErasedAfter how long the id of an erased person is kept against late messages */
@Validated
@ConfigurationProperties("refit")
record ForgettingProperties(
        @DurationMin(minutes = 1, message = "expected: 1m or more")
        Duration forgetErasedAfter) {}
