package ai.refit.llm.document;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of a document is read before it is refused.
 *
 * @param maxBytes of the file
 * @param maxMemory decoding may take between two steps of a page; what stops a decompression bomb
 * @param maxCharacters of all pages
 * @param maxTime for the whole document, recognition of scanned pages included
 * @param ocr whether scanned pages are recognised
 */
@Validated
@ConfigurationProperties("refit.documents")
public record DocumentProperties(
        DataSize maxBytes,
        DataSize maxMemory,

        @Range(min = 1, max = 5_000, message = "expected: 1 to 5000")
        int maxPages,

        @Range(min = 1, max = 10_000_000, message = "expected: 1 to 10000000")
        int maxCharacters,

        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration maxTime,

        @NotNull(message = "expected: auto or off") Ocr ocr) {

    public DocumentProperties {
        within("max-bytes", maxBytes, DataSize.ofKilobytes(1), DataSize.ofMegabytes(512));
        within("max-memory", maxMemory, DataSize.ofMegabytes(16), DataSize.ofGigabytes(4));
    }

    /** Whether scanned pages are recognised. */
    public enum Ocr {
        /** Where tesseract with Korean and English data is installed. */
        AUTO,
        OFF
    }

    private static void within(String name, DataSize value, DataSize least, DataSize most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
