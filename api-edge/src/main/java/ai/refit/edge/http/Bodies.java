package ai.refit.edge.http;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Whole bodies of routes that take more than others do. */
public final class Bodies {

    private Bodies() {}

    /** The body, none being the empty one; an error that is answered 413 once it is longer than that. */
    public static Mono<byte[]> read(ServerHttpRequest request, int limit) {
        return DataBufferUtils.join(request.getBody(), limit).map(Bodies::bytes).defaultIfEmpty(new byte[0]);
    }

    /** What the buffer holds; the buffer is released. */
    public static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
