package ai.refit.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

final class IdempotencyKeyTest {

    @Test
    void withoutTheHeaderThereIsNone() {
        assertThat(IdempotencyKey.of(MockServerHttpRequest.post("/a").build(), new byte[0]))
                .isNull();
        assertThat(IdempotencyKey.of(MockServerHttpRequest.post("/a").build())).isNull();
    }

    @Test
    void theDigestTellsMethodPathAndBodyApart() {
        byte[] first = digest("POST", "/a", "x");
        assertThat(digest("POST", "/a", "x")).isEqualTo(first);
        assertThat(digest("PUT", "/a", "x")).isNotEqualTo(first);
        assertThat(digest("POST", "/b", "x")).isNotEqualTo(first);
        assertThat(digest("POST", "/a", "y")).isNotEqualTo(first);
    }

    @Test
    void aBodyThatComesInPartsHasTheDigestOfTheWhole() {
        var key = Objects.requireNonNull(IdempotencyKey.of(
                MockServerHttpRequest.post("/a").header("Idempotency-Key", "k").build()));
        var part = DefaultDataBufferFactory.sharedInstance.wrap("x".getBytes(StandardCharsets.UTF_8));
        key.add(part);
        assertThat(part.readableByteCount()).as("left for who reads it next").isEqualTo(1);
        key.add(DefaultDataBufferFactory.sharedInstance.wrap("y".getBytes(StandardCharsets.UTF_8)));
        assertThat(key.complete().bodyDigest()).isEqualTo(digest("POST", "/a", "xy"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void aKeyHasOneTo255Characters(int length) {
        assertThat(key("k".repeat(length)).key()).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void anotherLengthIsAFault(int length) {
        assertThatThrownBy(() -> key("k".repeat(length)))
                .hasMessageContaining("Idempotency-Key: has " + length + " characters (expected: 1 to 255 characters)");
    }

    private static IdempotencyKey key(String key) {
        var request =
                MockServerHttpRequest.post("/a").header("Idempotency-Key", key).build();
        return Objects.requireNonNull(IdempotencyKey.of(request, new byte[0]));
    }

    private static byte[] digest(String method, String path, String body) {
        var request = MockServerHttpRequest.method(HttpMethod.valueOf(method), path)
                .header("Idempotency-Key", "k")
                .build();
        return Objects.requireNonNull(IdempotencyKey.of(request, body.getBytes(StandardCharsets.UTF_8)))
                .bodyDigest();
    }
}
