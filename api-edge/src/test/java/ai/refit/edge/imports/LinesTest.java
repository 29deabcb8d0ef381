package ai.refit.edge.imports;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.edge.imports.Lines.Line;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;

final class LinesTest {

    private static final String TOO_LONG = "x".repeat(Lines.LONGEST + 1);
    private static final String LONGEST = "x".repeat(Lines.LONGEST);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void linesAreTheSameHoweverTheBytesAreCut(int chunk) {
        assertThat(cut("하나\n둘\r\n\n \t\n다섯", chunk)).containsExactly("1 하나", "2 둘", "5 다섯");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 4096, 100_000})
    void aLineThatIsTooLongIsOneLineWithoutContent(int chunk) {
        assertThat(cut(TOO_LONG + "\n" + LONGEST + "\nend\n", chunk))
                .containsExactly("1 too long", "2 " + LONGEST, "3 end");
        assertThat(cut("a\n" + TOO_LONG, chunk)).containsExactly("1 a", "2 too long");
    }

    @Test
    void nothingIsNoLine() {
        assertThat(cut("", 10)).isEmpty();
        assertThat(cut("\n\n", 10)).isEmpty();
    }

    @Test
    void theFinalLineNeedsNoBreak() {
        assertThat(cut("a\nb", 10)).isEqualTo(cut("a\nb\n", 10));
    }

    @Test
    void numbersGoOnFromWhereTheChunkBegins() {
        List<String> lines = Lines.of("a\n\nb\n".getBytes(StandardCharsets.UTF_8), 501)
                .map(LinesTest::shown)
                .collectList()
                .block();
        assertThat(lines).containsExactly("501 a", "503 b");
    }

    @Test
    void randomCutsOfRandomTextGiveTheLinesOfTheText() {
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(random.nextInt(4) == 0 ? "\n" : Integer.toString(random.nextInt(10)));
            }
            String[] expected = text.toString().split("\n", -1);
            List<String> lines = IntStream.range(0, expected.length)
                    .filter(i -> !expected[i].isBlank())
                    .mapToObj(i -> (i + 1) + " " + expected[i])
                    .toList();
            assertThat(cut(text.toString(), 1 + random.nextInt(9)))
                    .as(text.toString())
                    .isEqualTo(lines);
        }
    }

    private static List<String> cut(String text, int chunk) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Flux<DataBuffer> body = Flux.range(0, (bytes.length + chunk - 1) / chunk)
                .map(i -> DefaultDataBufferFactory.sharedInstance.wrap(
                        Arrays.copyOfRange(bytes, i * chunk, Math.min(bytes.length, (i + 1) * chunk))));
        return Lines.of(body)
                .map(LinesTest::shown)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static String shown(Line line) {
        byte[] content = line.content();
        return line.number() + " " + (content == null ? "too long" : new String(content, StandardCharsets.UTF_8));
    }
}
