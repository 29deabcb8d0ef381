package ai.refit.deploy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static final Duration SHORT = Duration.ofMillis(150);

    private static Answer call(String address, Duration patience) {
        try (var caller = new Caller()) {
            return caller.call(HttpRequest.newBuilder(URI.create(address)).build(), patience);
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpInTime() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Answer answer = call("http://127.0.0.1:" + silent.getLocalPort(), SHORT);

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Silent.class, it -> assertThat(it.why()).isEqualTo("no answer within 150 ms"));
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aBodyThatNeverEndsIsGivenUpInTime() throws Exception {
        try (var dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server = Thread.ofVirtual().start(() -> {
                try (var connection = dripping.accept()) {
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                                    .getBytes(StandardCharsets.US_ASCII));
                    connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The other side went away, as it shall.
                }
            });

            assertThat(call("http://127.0.0.1:" + dripping.getLocalPort(), SHORT))
                    .isInstanceOfSatisfying(
                            Answer.Silent.class, it -> assertThat(it.why()).isEqualTo("no answer within 150 ms"));

            server.join(Duration.ofSeconds(5));
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void aHugeAnswerIsNotRead() {
        try (var server = new LoopbackServer(_ -> LoopbackServer.Reply.of(200, "x".repeat(2 << 20)))) {
            assertThat(call(server.address(), Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            Answer.Silent.class,
                            it -> assertThat(it.why()).isEqualTo("the answer is larger than 1048576 bytes"));
        }
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        try (var server =
                new LoopbackServer(_ -> new LoopbackServer.Reply(302, "", Map.of("Location", "http://127.0.0.1:1/")))) {
            assertThat(call(server.address(), Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            Answer.Said.class, it -> assertThat(it.status()).isEqualTo(302));
        }
    }

    @Test
    void aReasonNeverQuotesTheAddress() {
        for (String address : new String[] {"http://127.0.0.1:1/secret", "http://secret.invalid/secret"}) {
            assertThat(call(address, Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            Answer.Silent.class,
                            it -> assertThat(it.why()).doesNotContain("secret").isNotBlank());
        }
    }

    @Test
    void brokenJsonIsNoJson() {
        try (var server = new LoopbackServer(_ -> LoopbackServer.Reply.of(200, "{\"release\": "))) {
            assertThat(call(server.address(), Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            Answer.Said.class, it -> assertThat(it.json()).isEmpty());
        }
    }
}
