package ai.refit.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ai.refit.edge.http.Problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FieldsTest {

    /** @param faults each as {@code field: detail (expected: …)} */
    private record Case(String json, Consumer<Fields> reading, String... faults) {
        @Override
        public String toString() {
            return json.length() > 60 ? json.substring(0, 60) + "…" : json;
        }
    }

    static Stream<Case> faulty() {
        return Stream.of(
                new Case("{\"a\":1}", f -> f.text("a", 5), "a: is a JSON number (expected: a text)"),
                new Case("{\"a\":[]}", f -> f.text("a", 5), "a: is a JSON array (expected: a text)"),
                new Case("{\"a\":\"123456\"}", f -> f.text("a", 5), "a: has 6 characters (expected: at most 5)"),
                new Case(
                        "{\"a\":\"x\\u0000\"}",
                        f -> f.text("a", 5),
                        "a: holds the character U+0000 (expected: text without it)"),
                new Case("{\"a\":\"true\"}", f -> f.flag("a", false), "a: is a JSON string (expected: true or false)"),
                new Case(
                        "{\"a\":1.0}",
                        f -> f.integer("a", 0, 9),
                        "a: is a JSON number (expected: an integer from 0 to 9)"),
                new Case("{\"a\":10}", f -> f.integer("a", 0, 9), "a: is 10 (expected: an integer from 0 to 9)"),
                new Case(
                        "{\"a\":99999999999999999999}",
                        f -> f.integer("a", 0, 9),
                        "a: is 99999999999999999999 (expected: an integer from 0 to 9)"),
                new Case("{\"a\":5.01}", f -> f.number("a", 0, 5), "a: is 5.01 (expected: a number from 0 to 5)"),
                new Case("{\"a\":-1}", f -> f.number("a", 0, 0.5), "a: is -1 (expected: a number from 0 to 0.5)"),
                new Case(
                        "{\"a\":{}}", f -> f.number("a", 0, 5), "a: is a JSON object (expected: a number from 0 to 5)"),
                new Case("{\"a\":\"x\"}", f -> f.texts("a", 2, 3), "a: is a JSON string (expected: a list of texts)"),
                new Case(
                        "{\"a\":[\"x\",\"y\",\"z\"]}", f -> f.texts("a", 2, 3), "a: has 3 items (expected: at most 2)"),
                new Case(
                        "{\"a\":[\"x\",null,\"1234\",\" \"]}",
                        f -> f.texts("a", 9, 3),
                        "a[1]: is a JSON null (expected: a text)",
                        "a[2]: has 4 characters (expected: at most 3)",
                        "a[3]: is blank (expected: a text with at least one character)"),
                new Case(
                        "{\"a\":1,\"b\":true,\"c\":\"x\"}",
                        f -> {
                            f.text("a", 5);
                            f.integer("b", 0, 1);
                            f.optionalFlag("c");
                        },
                        "a: is a JSON number (expected: a text)",
                        "b: is a JSON boolean (expected: an integer from 0 to 1)",
                        "c: is a JSON string (expected: true or false)"));
    }

    @ParameterizedTest
    @MethodSource("faulty")
    void everyFaultNamesItsFieldWhatIsWrongAndWhatWasExpected(Case faulty) {
        Fields fields = parse(faulty.json());
        faulty.reading().accept(fields);
        assertThat(fields.errors()).extracting(FieldsTest::sentence).containsExactly(faulty.faults());
        assertThatThrownBy(fields::check)
                .asInstanceOf(type(ProblemException.class))
                .satisfies(thrown -> {
                    assertThat(thrown.problem().code()).isEqualTo("INVALID_FIELD");
                    assertThat(thrown.problem().status().value()).isEqualTo(422);
                    assertThat(thrown.problem().errors()).hasSize(faulty.faults().length);
                    assertThat(thrown.problem().detail()).startsWith(faulty.faults()[0]);
                });
    }

    @Test
    void absentAndNullAreTheSameAndNoFault() {
        for (String json : List.of("{}", "{\"a\":null}")) {
            Fields fields = parse(json);
            assertThat(fields.has("a")).isFalse();
            assertThat(fields.text("a", 1)).isNull();
            assertThat(fields.integer("a", 0, 1)).isNull();
            assertThat(fields.number("a", 0, 1)).isNull();
            assertThat(fields.optionalFlag("a")).isNull();
            assertThat(fields.flag("a", true)).isTrue();
            assertThat(fields.texts("a", 1, 1)).isEmpty();
            fields.check();
        }
    }

    @Test
    void whatIsInBoundsIsReadAsItIs() {
        Fields fields =
                parse("{\"t\":\"가나다\",\"i\":9,\"n\":4.5,\"whole\":4,\"f\":true,\"l\":[\"a\",\"b\"],\"unknown\":{}}");
        assertThat(fields.text("t", 3)).isEqualTo("가나다");
        assertThat(fields.integer("i", 9, 9)).isEqualTo(9);
        assertThat(fields.number("n", 0, 4.5)).isEqualTo(4.5);
        assertThat(fields.number("whole", 0, 5)).isEqualTo(4);
        assertThat(fields.flag("f", false)).isTrue();
        assertThat(fields.texts("l", 2, 1)).containsExactly("a", "b");
        fields.check();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,}            | line 1, column 8
            {"a":1} {"b":2}     | line 1
            {"a"                | line 1
            {'a':1}             | line 1, column 2
            nonsense            | line 1, column
            """)
    void whatIsNoJsonSaysWhere(String json, String where) {
        assertThatThrownBy(() -> parse(json))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(thrown -> {
                    assertThat(thrown.problem().status().value()).isEqualTo(400);
                    assertThat(thrown.problem().code()).isEqualTo("MALFORMED_JSON");
                    assertThat(thrown.problem().detail()).contains(where);
                });
    }

    @Test
    void aFaultOnTheThirdLineIsSaidToBeThere() {
        assertThatThrownBy(() -> parse("{\n  \"a\": 1,\n  \"b\": oops\n}")).hasMessageContaining("line 3, column 8");
    }

    @ParameterizedTest
    @CsvSource({"[1],array", "7,number", "null,null", "true,boolean"})
    void jsonThatIsNoObjectSaysWhatItIs(String json, String what) {
        assertThatThrownBy(() -> parse(json)).hasMessageContaining("is a JSON " + what + " (expected: an object)");
    }

    @Test
    void anEmptyBodySaysSo() {
        assertThatThrownBy(() -> parse("")).hasMessageContaining("empty");
    }

    private static Fields parse(String json) {
        return Fields.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String sentence(FieldError error) {
        return error.field() + ": " + error.detail() + " (expected: " + error.expected() + ")";
    }
}
