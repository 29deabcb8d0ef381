package ai.refit.edge.results;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param retention how long a final task and its result are kept; afterwards its id answers 410
 * @param heartbeat how often an idle event stream says that it is alive
 */
@Validated
@ConfigurationProperties("refit.results")
record ResultsProperties(
        @DurationMin(seconds = 1, message = "expected: 1s or more")
        Duration retention,

        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration heartbeat) {}
