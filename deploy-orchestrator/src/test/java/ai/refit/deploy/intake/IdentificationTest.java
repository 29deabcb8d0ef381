package ai.refit.deploy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class IdentificationTest {

    private static final String TOKEN = "s3cret";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # who asks       | how  | headers                                                           | tokens | answer
            127.0.0.1        | POST | Host: 127.0.0.1:8010                                              | no     | loopback
            ::1              | POST | Host: [::1]:8010                                                  | yes    | loopback
            127.0.0.1        | POST | -                                                                 | no     | loopback
            127.0.0.1        | POST | X-Operator: Kim                                                   | no     | Kim
            127.0.0.1        | POST | Authorization: Bearer s3cret, X-Operator: Kim                     | yes    | ana
            127.0.0.1        | POST | Authorization: Bearer wrong                                       | yes    | TOKEN_UNKNOWN
            127.0.0.1        | POST | Authorization: Bearer s3cret                                      | no     | TOKEN_UNKNOWN
            127.0.0.1        | GET  | X-Forwarded-For: 127.0.0.1                                        | yes    | TOKEN_MISSING
            127.0.0.1        | GET  | Forwarded: for=127.0.0.1                                          | no     | TOKENS_NOT_CONFIGURED
            127.0.0.1        | GET  | X-Forwarded-For: 10.0.0.1, Authorization: Bearer s3cret           | yes    | ana
            127.0.0.1        | GET  | -                                                                 | must   | TOKEN_MISSING
            127.0.0.1        | POST | Authorization: Bearer s3cret                                      | must   | ana
            10.0.0.1         | GET  | -                                                                 | no     | TOKENS_NOT_CONFIGURED
            10.0.0.1         | GET  | X-Operator: Kim                                                   | yes    | TOKEN_MISSING
            10.0.0.1         | GET  | Authorization: Basic s3cret                                       | yes    | TOKEN_MISSING
            10.0.0.1         | POST | Authorization: bearer s3cret                                      | yes    | ana
            127.0.0.1        | GET  | Host: rebound.example.com                                         | no     | HOST_NOT_LOOPBACK
            127.0.0.1        | GET  | Host: 127.0.0.1.example.com                                       | no     | HOST_NOT_LOOPBACK
            127.0.0.1        | POST | Host: localhost:8010, Origin: http://localhost:8010               | no     | loopback
            127.0.0.1        | POST | Host: localhost:8010, Origin: http://localhost:3000               | no     | FOREIGN_ORIGIN
            127.0.0.1        | POST | Host: localhost:8010, Origin: https://evil.example.com            | no     | FOREIGN_ORIGIN
            127.0.0.1        | POST | Host: localhost:8010, Origin: null                                | no     | FOREIGN_ORIGIN
            127.0.0.1        | POST | Host: localhost:8010, Sec-Fetch-Site: cross-site                  | no     | FOREIGN_ORIGIN
            127.0.0.1        | POST | Host: localhost:8010, Sec-Fetch-Site: same-site                   | no     | FOREIGN_ORIGIN
            127.0.0.1        | POST | Host: localhost:8010, Sec-Fetch-Site: same-origin                 | no     | loopback
            127.0.0.1        | GET  | Host: localhost:8010, Sec-Fetch-Site: cross-site                  | no     | loopback
            """)
    void whoAsks(String address, String method, String headers, String tokens, String answer) throws Exception {
        var request = MockServerHttpRequest.method(HttpMethod.valueOf(method), "/api/deploy/deployments")
                .remoteAddress(new InetSocketAddress(address, 4711));
        for (String header : headers == null ? new String[0] : headers.split(", ")) {
            request.header(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        var identification = new Identification(Operators.of(tokens.equals("no") ? "" : file()), tokens.equals("must"));

        String seen;
        try {
            seen = identification.operator(request.build());
        } catch (Problem refusal) {
            seen = refusal.code();
        }
        assertThat(seen).isEqualTo(answer);
    }

    @Test
    void aLineThatIsNoOperatorIsRefusedWithItsNumber() throws Exception {
        Path file = Files.writeString(directory.resolve("wrong"), "# operators\n\nana:s3cret\n");

        assertThatThrownBy(() -> Operators.of(file.toString()))
                .hasMessage("REFIT_DEPLOY_TOKENS_FILE: " + file
                        + ", line 3: not an operator (expected: name:SHA-256 of the token in 64 hexadecimal digits)");
    }

    private String file() throws Exception {
        return Files.writeString(
                        directory.resolve("tokens"),
                        "# operators\n\nbo:" + DigestUtils.sha256Hex("other") + "\nana:" + DigestUtils.sha256Hex(TOKEN)
                                + "\n")
                .toString();
    }
}
