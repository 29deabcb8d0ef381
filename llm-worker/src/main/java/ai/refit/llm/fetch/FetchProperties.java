package ai.refit.llm.fetch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param allow hosts that may be asked although they are not on the open internet, divided by commas
 * @param connectTimeout of one connection
 * @param timeout of all, from the first look-up of a name to the last byte, redirects included
 * @param redirects how many are followed
 * @param largestDocument and
 * @param largestPage as sent, and unpacked
 * @param userAgent how we introduce ourselves
 */
@Validated
@ConfigurationProperties("refit.fetch")
record FetchProperties(
        String allow,

        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration connectTimeout,

        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration timeout,

        @Min(value = 0, message = "expected: 0 to 20") @Max(value = 20, message = "expected: 0 to 20")
        int redirects,

        DataSize largestDocument,
        DataSize largestPage,

        @NotBlank(message = "expected: a name") String userAgent) {

    FetchProperties {
        requireBearable("largest-document", largestDocument);
        requireBearable("largest-page", largestPage);
    }

    private static void requireBearable(String setting, DataSize size) {
        if (size.toMegabytes() < 1 || size.toMegabytes() > 100) {
            throw new IllegalArgumentException(setting + ": " + size + " (expected: 1MB to 100MB)");
        }
    }

    int limit(Accepts accepts) {
        return Math.toIntExact(
                switch (accepts) {
                    case PDF -> largestDocument.toBytes();
                    case POSTING -> largestPage.toBytes();
                });
    }
}
