package ai.refit.deploy.notice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.http.Answer;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoticeSenderTest {

    private static Duration retryAfter(String header, String body) {
        var headers = HttpHeaders.of(Map.of("Retry-After", List.of(header)), (_, _) -> true);
        return RetryAfter.of(new Answer.Said(429, headers, body, Duration.ZERO));
    }

    @Test
    void pausesDoubleUpToTenMinutes() {
        assertThat(IntStream.of(1, 2, 3, 10, 11, 500)
                        .mapToObj(attempts -> NoticeSender.pause(attempts).toSeconds()))
                .containsExactly(1L, 2L, 4L, 512L, 600L, 600L);
    }

    @Test
    void aRateLimitIsObeyedToItsLongerHalf() {
        assertThat(retryAfter("2", "{\"retry_after\": 2.75}")).isEqualTo(Duration.ofMillis(2750));
        assertThat(retryAfter("65", "{}")).isEqualTo(Duration.ofSeconds(65));
        assertThat(retryAfter("tomorrow", "<html>")).isEqualTo(Duration.ofSeconds(1));
        assertThat(retryAfter("999999999", "")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void discordIsAskedToConfirmAndOthersGetTheAddressAsItIs() {
        assertThat(NoticeSender.confirmed(URI.create("https://discord.com/api/webhooks/1/x")))
                .hasToString("https://discord.com/api/webhooks/1/x?wait=true");
        assertThat(NoticeSender.confirmed(URI.create("https://ptb.discord.com/api/webhooks/1/x?thread_id=2")))
                .hasToString("https://ptb.discord.com/api/webhooks/1/x?thread_id=2&wait=true");
        assertThat(NoticeSender.confirmed(URI.create("https://discord.com/api/webhooks/1/x?wait=false")))
                .hasToString("https://discord.com/api/webhooks/1/x?wait=false");
        assertThat(NoticeSender.confirmed(URI.create("http://127.0.0.1:9/hook")))
                .hasToString("http://127.0.0.1:9/hook");
    }
}
