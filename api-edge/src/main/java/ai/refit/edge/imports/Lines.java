package ai.refit.edge.imports;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/** Cuts a stream of bytes into numbered lines, holding no more than one of them. */
final class Lines {

    static final int LONGEST = 64 * 1024;

    /**
     * @param number from 1
     * @param content without the line break; null when it was longer than {@link #LONGEST}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(long number, byte @Nullable [] content) {

        boolean isBlank() {
            byte[] bytes = content;
            if (bytes == null) {
                return false;
            }
            for (byte b : bytes) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }
    }

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long number;
    private boolean tooLong;

    private Lines(long first) {
        this.number = first - 1;
    }

    /** Blank lines are left out, but counted. Buffers are released. */
    static Flux<Line> of(Flux<DataBuffer> body) {
        return Flux.defer(() -> {
            var lines = new Lines(1);
            return body.concatMapIterable(lines::feed).concatWith(Flux.defer(() -> Flux.fromIterable(lines.end())));
        });
    }

    /** @param first the number of the first line */
    static Flux<Line> of(byte[] content, long first) {
        return Flux.defer(() -> {
            var lines = new Lines(first);
            List<Line> all = new ArrayList<>();
            lines.take(content, content.length, all);
            all.addAll(lines.end());
            return Flux.fromIterable(all);
        });
    }

    private List<Line> feed(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        List<Line> complete = new ArrayList<>();
        take(bytes, bytes.length, complete);
        return complete;
    }

    private void take(byte[] bytes, int length, List<Line> complete) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i);
                finish(complete);
                start = i + 1;
            }
        }
        append(bytes, start, length);
    }

    private List<Line> end() {
        List<Line> last = new ArrayList<>();
        if (open.size() > 0 || tooLong) {
            finish(last);
        }
        return last;
    }

    private void append(byte[] bytes, int from, int to) {
        if (open.size() + to - from > LONGEST) {
            tooLong = true;
            open.reset();
        }
        if (!tooLong) {
            open.write(bytes, from, to - from);
        }
    }

    private void finish(List<Line> complete) {
        number++;
        byte[] content = open.toByteArray();
        int length = content.length > 0 && content[content.length - 1] == '\r' ? content.length - 1 : content.length;
        var line = new Line(number, tooLong ? null : Arrays.copyOf(content, length));
        if (!line.isBlank()) {
            complete.add(line);
        }
        open.reset();
        tooLong = false;
    }
}
