package ai.refit.deploy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.artifact.ArtifactReference;
import ai.refit.deploy.deployment.Order;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class OrderFieldsTest {

    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
    private static final String SHA256 = SHA + "0123456789abcdef01234567";

    @Test
    void anEventIsReadWhole() {
        ObjectNode event = event();
        event.put("run_id", 123).put("branch", "main").put("irreversible", "drops a column");

        assertThat(OrderFields.event(Json.bytes(event)))
                .isEqualTo(new Order.Deploy(
                        "users",
                        "staging",
                        SHA,
                        "123",
                        "main",
                        new ArtifactReference(URI.create("s3://builds/a/app-1.0.whl"), SHA256, 10),
                        "drops a column"));
    }

    @Test
    void digestsAreKeptInLowerCase() {
        ObjectNode event = event();
        event.put("sha", SHA.toUpperCase(java.util.Locale.ROOT));

        assertThat(OrderFields.event(Json.bytes(event)).sha()).isEqualTo(SHA);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /service          | null                | service is missing (expected: a text)
            /service          | "  "                | service is blank (expected: a text of 1 to 100 characters in one line)
            /service          | 7                   | service is a JSON number (expected: a text of 1 to 100 characters in one line)
            /environment      | "a\\u0000b"         | environment holds a control character or half of a surrogate pair (expected: a text of 1 to 100 characters in one line)
            /branch           | "a\\nb"             | branch holds a control character or half of a surrogate pair (expected: a text of 1 to 255 characters in one line)
            /sha              | null                | sha is missing (expected: 40 hexadecimal digits)
            /sha              | "abc"               | sha has 3 characters, or others than digits (expected: 40 hexadecimal digits)
            /run_id           | null                | run_id is missing (expected: a text)
            /run_id           | 1.5                 | run_id is a JSON number (expected: a text of 1 to 100 characters in one line)
            /artifact         | null                | artifact is missing (expected: an object)
            /artifact         | []                  | artifact is a JSON array (expected: an object)
            /artifact/sha256  | "0"                 | artifact.sha256 has 1 characters, or others than digits (expected: 64 hexadecimal digits)
            /artifact/size    | 0                   | artifact.size is 0 (expected: a whole number above 0)
            /artifact/size    | "10"                | artifact.size is a JSON string (expected: a whole number above 0)
            /artifact/size    | 1.5                 | artifact.size is 1.5 (expected: a whole number above 0)
            /artifact/kind    | "wheel"             | artifact.kind is unknown (expected: one of sha256, size, uri)
            /irreversble      | "x"                 | irreversble is unknown (expected: one of artifact, branch, environment, irreversible, run_id, service, sha)
            """)
    void eachFaultIsNamedWithWhatWasExpected(String pointer, String value, String fault) {
        ObjectNode event = event();
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) event.at(pointer.substring(0, last))).set(pointer.substring(last + 1), Json.tree(bytes(value)));

        assertThat(faults(event)).containsExactly(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/srv/app.whl",
                "file:///srv/app.whl",
                "s3://builds_of/a/b/app.jar",
                "https://builds.example.com/app.tar.gz?signature=1",
                "http://127.0.0.1:9000/app.whl",
                "http://[::1]:9000/app.whl",
                "http://localhost/app.whl"
            })
    void artifactsLieWhereTheyCanBeFetched(String uri) {
        ObjectNode event = event();
        ((ObjectNode) event.get("artifact")).put("uri", uri);

        assertThat(OrderFields.event(Json.bytes(event)).artifact().uri()).isEqualTo(URI.create(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.whl",
                "file:app.whl",
                "file://host/app.whl",
                "file:/srv/",
                "file:/srv/..",
                "file:/srv/-rf",
                "s3:/app.whl",
                "s3://builds",
                "https:///app.whl",
                "https://user:secret@builds.example.com/app.whl",
                "http://builds.example.com/app.whl",
                "http://127.0.0.1.example.com/app.whl",
                "ftp://builds.example.com/app.whl",
                "data:,app.whl",
                "https://[/app.whl",
                "https://builds.example.com/a b.whl"
            })
    void andNowhereElse(String uri) {
        ObjectNode event = event();
        ((ObjectNode) event.get("artifact")).put("uri", uri);

        assertThat(faults(event))
                .singleElement()
                .asString()
                .startsWith("artifact.uri ")
                .doesNotContain("secret");
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        assertThat(faults(Json.mapper().createObjectNode()))
                .map(fault -> fault.substring(0, fault.indexOf(' ')))
                .containsExactly("service", "environment", "sha", "run_id", "artifact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"sha\":1,\"sha\":2}", "{} {}"})
    void whatIsNoObjectIsMalformed(String body) {
        assertThat(problem(() -> OrderFields.event(bytes(body))).code()).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void anEmptyBackupIdIsNone() {
        byte[] body =
                bytes("{\"service\":\"users\",\"environment\":\"staging\",\"reason\":\"slow\",\"backup_id\":\"\"}");

        assertThat(OrderFields.rollback(body).order()).isEqualTo(new Order.Restore("users", "staging", null, true));
    }

    @Test
    void aRollbackNeedsAReasonAndItsPlanDoesNot() {
        byte[] body = bytes("{\"service\":\"users\",\"environment\":\"staging\",\"restore_dependencies\":false}");

        assertThat(problem(() -> OrderFields.rollback(body)).getBody().getDetail())
                .startsWith("reason: is missing");
        assertThat(OrderFields.any(body).order()).isEqualTo(new Order.Restore("users", "staging", null, false));
    }

    private static List<String> faults(ObjectNode event) {
        Problem problem = problem(() -> OrderFields.event(Json.bytes(event)));
        assertThat(problem.code()).isEqualTo("INVALID_FIELD");
        List<?> faults = (List<?>) problem.getBody().getProperties().get(Problem.ERRORS);
        return faults.stream()
                .map(Problem.Fault.class::cast)
                .map(fault -> fault.field() + " " + fault.fault() + " (expected: " + fault.expected() + ")")
                .collect(Collectors.toList());
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(Problem.class, call);
    }

    private static ObjectNode event() {
        return (ObjectNode) Json.tree(bytes("""
                {"service": "users", "environment": "staging", "sha": "%s", "run_id": "r-1",
                 "artifact": {"uri": "s3://builds/a/app-1.0.whl", "sha256": "%s", "size": 10}}""".formatted(SHA, SHA256)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
