package ai.refit.edge.backend;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param url of the product backend, such as {@code https://api.example.com}; empty: our own routes are the source
 * @param timeout of one request
 * @param syncInterval how often the mentors are read again
 * @param pageSize mentors a page
 */
@Validated
@ConfigurationProperties("refit.backend")
record BackendProperties(
        @Pattern(regexp = "|https?://.+", message = "expected: empty, or an http(s) URL")
        String url,

        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration timeout,

        @DurationMin(seconds = 1, message = "expected: 1s or more")
        Duration syncInterval,

        @Min(value = 1, message = "expected: 1 to 500") @Max(value = 500, message = "expected: 1 to 500")
        int pageSize) {

    boolean isSet() {
        return !url.isBlank();
    }
}
