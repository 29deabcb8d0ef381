package ai.refit.edge.imports;

import ai.refit.edge.imports.Lines.Line;
import java.io.ByteArrayOutputStream;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * Packs lines into chunks of bounded size, holding no more than one of them. Blank lines come back as line breaks, so
 * that numbers hold; where too many of them stand together, the next chunk begins behind them.
 */
final class Chunks {

    private static final int MOST_LINES = 500;
    private static final int LARGEST = 1024 * 1024;

    /**
     * @param firstLine its number
     * @param lines how many, without the blank ones
     * @param content whole lines; one that was too long is still too long
     */
    @SuppressWarnings("ArrayRecordComponent")
    record NewChunk(long firstLine, int lines, byte[] content) {}

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private long first;
    private long next;
    private int lines;

    private Chunks() {}

    static Flux<NewChunk> of(Flux<Line> lines) {
        return Flux.defer(() -> {
            var chunks = new Chunks();
            return lines.concatMapIterable(chunks::add).concatWith(Flux.defer(() -> Flux.fromIterable(chunks.end())));
        });
    }

    private List<NewChunk> add(Line line) {
        byte[] given = line.content();
        byte[] bytes = given == null ? new byte[Lines.LONGEST + 1] : given;
        long blank = line.number() - next;
        boolean fits = lines < MOST_LINES && content.size() + blank + bytes.length < LARGEST;
        List<NewChunk> full = fits ? List.of() : end();
        if (lines == 0) {
            first = line.number();
            next = first;
        }
        for (; next < line.number(); next++) {
            content.write('\n');
        }
        content.writeBytes(bytes);
        content.write('\n');
        next++;
        lines++;
        return full;
    }

    private List<NewChunk> end() {
        if (lines == 0) {
            return List.of();
        }
        var chunk = new NewChunk(first, lines, content.toByteArray());
        content.reset();
        lines = 0;
        return List.of(chunk);
    }
}
