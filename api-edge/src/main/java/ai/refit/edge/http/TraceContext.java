package ai.refit.edge.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The W3C trace context of each request: what its header {@code traceparent} says, or a new trace when it says nothing that
 * can be used. It goes along in Reactor's context.
 */
@Component
public final class TraceContext implements WebFilter {

    private static final String HEADER = "traceparent";
    private static final Pattern USABLE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** The {@code traceparent} of the request that is being served; null outside of one. */
    public static @Nullable String of(ContextView context) {
        return context.getOrDefault(TraceContext.class, null);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String given = exchange.getRequest().getHeaders().getFirst(HEADER);
        String traceparent = given != null && USABLE.matcher(given).matches() ? given : begin();
        return chain.filter(exchange).contextWrite(context -> context.put(TraceContext.class, traceparent));
    }

    /** Not sampled: nobody here records spans. */
    private static String begin() {
        var random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // Never all zeros, which stand for no trace.
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }
}
