package ai.refit.embedding.backend;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param url of the product backend, such as {@code https://api.example.com}; empty: there is none
 * @param sendEmbeddings whether each new vector is sent there
 * @param dimension what the backend's column takes; an embedder of another dimension is refused at start
 * @param timeout of one request
 * @param waiting vectors that wait to be sent, at most
 */
@Validated
@ConfigurationProperties("refit.backend")
record BackendProperties(
        @Pattern(regexp = "|https?://.+", message = "expected: empty, or an http(s) URL")
        String url,

        boolean sendEmbeddings,

        @Range(min = 1, max = 65_536, message = "expected: 1 to 65536")
        int dimension,

        @DurationMin(millis = 100, message = "expected: 100ms or more")
        Duration timeout,

        @Range(min = 1, max = 1_000_000, message = "expected: 1 to 1000000")
        int waiting) {

    BackendProperties {
        if (sendEmbeddings && url.isBlank()) {
            throw new IllegalArgumentException("send-embeddings: true (expected: only with url)");
        }
    }
}
