package ai.refit.deploy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    /** The example of GitHub's documentation of webhooks. */
    private static final String SECRET = "It's a Secret to Everybody";

    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNED = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @TempDir
    Path directory;

    @Test
    void githubsExampleIsSigned() {
        assertThat(Signature.of(SECRET, "").isOf(BODY, SIGNED)).isTrue();
        assertThat(Signature.of(SECRET, "")
                        .isOf(BODY, SIGNED.toUpperCase(java.util.Locale.ROOT).replace("SHA", "sha")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            Hello, World!  | none
            Hello, World!  | ''
            Hello, World!  | sha256=
            Hello, World!  | sha256=xyz
            Hello, World!  | 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            Hello, World!  | sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            Hello, World!  | sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e16
            Hello, World!  | sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1
            Hello, World!! | sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            """)
    void anythingElseIsNot(String body, String claimed) {
        assertThat(Signature.of(SECRET, "").isOf(body.getBytes(StandardCharsets.UTF_8), claimed))
                .isFalse();
    }

    @Test
    void aLineBreakAtTheEndOfTheFileDoesNotCount() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), SECRET + "\n");

        assertThat(Signature.of("", file.toString()).isOf(BODY, SIGNED)).isTrue();
    }

    @Test
    void withoutASecretNothingIsSigned() {
        assertThat(Signature.of("", "").isPossible()).isFalse();
        assertThat(Signature.of("", "").isOf(BODY, SIGNED)).isFalse();
    }

    @Test
    void aFileThatHoldsNoSecretIsRefused() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> Signature.of("", empty.toString()))
                .hasMessage("REFIT_DEPLOY_SECRET_FILE: " + empty + " is empty (expected: the secret)");
        assertThatThrownBy(() -> Signature.of("", missing.toString()))
                .hasMessage(
                        "REFIT_DEPLOY_SECRET_FILE: " + missing + " cannot be read (expected: a file with the secret)");
        assertThatThrownBy(() -> Signature.of("one", empty.toString())).hasMessageContaining("both are set");
    }
}
