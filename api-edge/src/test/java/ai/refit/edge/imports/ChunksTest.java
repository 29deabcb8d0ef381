package ai.refit.edge.imports;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.edge.imports.Chunks.NewChunk;
import ai.refit.edge.imports.Lines.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

final class ChunksTest {

    private static final int LARGEST = 1024 * 1024 + Lines.LONGEST;

    @Test
    void linesComeBackWithTheirNumbers() {
        String text = "a\n\n\nd\n" + "x".repeat(Lines.LONGEST + 1) + "\n\ng";
        List<NewChunk> chunks = chunks(Lines.of(bytes(text), 1));
        assertThat(chunks).hasSize(1);
        assertThat(chunks.getFirst().lines()).isEqualTo(4);
        assertThat(unpacked(chunks)).containsExactly("1 a", "4 d", "5 too long", "7 g");
    }

    @Test
    void manyLinesAreManyChunks() {
        String text = IntStream.rangeClosed(1, 1_200).mapToObj(i -> "l" + i).collect(Collectors.joining("\n"));
        List<NewChunk> chunks = chunks(Lines.of(bytes(text), 1));
        assertThat(chunks.stream().map(NewChunk::firstLine)).containsExactly(1L, 501L, 1001L);
        assertThat(chunks.stream().mapToInt(NewChunk::lines).sum()).isEqualTo(1_200);
        assertThat(unpacked(chunks)).hasSize(1_200).endsWith("1200 l1200");
    }

    @Test
    void longLinesMakeNoLargeChunk() {
        Flux<Line> lines = Flux.range(1, 100).map(i -> new Line(i, i % 2 == 0 ? null : new byte[Lines.LONGEST]));
        List<NewChunk> chunks = chunks(lines);
        assertThat(chunks).hasSizeGreaterThan(5).allMatch(chunk -> chunk.content().length <= LARGEST);
        assertThat(unpacked(chunks)).hasSize(100).contains("2 too long", "100 too long");
    }

    @Test
    void aBillionBlankLinesTakeNoRoom() {
        List<NewChunk> chunks = chunks(Flux.just(
                new Line(1, bytes("a")), new Line(1_000_000_000, bytes("b")), new Line(1_000_000_002, bytes("c"))));
        assertThat(chunks).allMatch(chunk -> chunk.content().length <= LARGEST);
        assertThat(unpacked(chunks)).containsExactly("1 a", "1000000000 b", "1000000002 c");
    }

    @Test
    void noLinesAreNoChunk() {
        assertThat(chunks(Flux.empty())).isEmpty();
    }

    private static List<NewChunk> chunks(Flux<Line> lines) {
        return Chunks.of(lines).collectList().blockOptional().orElseThrow();
    }

    private static List<String> unpacked(List<NewChunk> chunks) {
        List<String> lines = new ArrayList<>();
        for (NewChunk chunk : chunks) {
            Lines.of(chunk.content(), chunk.firstLine())
                    .toIterable()
                    .forEach(line -> lines.add(line.number() + " " + shown(line)));
        }
        return lines;
    }

    private static String shown(Line line) {
        byte[] content = line.content();
        return content == null ? "too long" : new String(content, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
