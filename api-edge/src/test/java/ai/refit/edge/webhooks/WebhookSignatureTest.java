package ai.refit.edge.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookSignatureTest {

    /** The example of the specification's own libraries. */
    @Test
    void aMessageIsSignedAsTheSpecificationShows() {
        var signature = new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(signature.of(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void withoutASecretThereIsNone() {
        assertThat(new WebhookSignature(" ").isSet()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3cret", "whsec_s3cret", "whsec_!!!!s3cret!!!!", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
            })
    void whatIsNoSecretStopsTheStartAndIsNotQuoted(String secret) {
        assertThatThrownBy(() -> new WebhookSignature(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REFIT_WEBHOOK_SECRET")
                .hasMessageContaining("whsec_")
                .hasMessageNotContaining("s3cret");
    }
}
