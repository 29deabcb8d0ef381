package ai.refit.llm.fetch;

import ai.refit.contracts.outside.AddressGuard;
import ai.refit.contracts.outside.AddressRefused;
import ai.refit.contracts.outside.Destination;
import ai.refit.llm.document.UnreadableDocument;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Fetches what a URL of a stranger leads to. Each hop is put before the guard, and connects only to the addresses that it
 * permitted just then. No proxy, no cookie, no kept connection; nothing is logged, since URLs hold keys. Blocks; for callers
 * on virtual threads.
 */
@Component
public final class Fetcher implements AutoCloseable {

    private static final int LARGEST_HEADERS = 64 * 1024;

    private final FetchProperties properties;
    private final AddressGuard guard;
    private final HttpClient http;
    /** Not the shared ones, which stop with whichever application context of this process closes first. */
    private final LoopResources loops = LoopResources.create("fetch", 1, true);

    @Autowired
    Fetcher(FetchProperties properties) {
        this(properties, new AddressGuard(properties.allow()), HttpClient.create(ConnectionProvider.newConnection()));
    }

    Fetcher(FetchProperties properties, AddressGuard guard, HttpClient http) {
        this.properties = properties;
        this.guard = guard;
        this.http = http.runOn(loops)
                .noProxy()
                .followRedirect(false)
                .disableRetry(true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis()))
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(LARGEST_HEADERS));
    }

    /**
     * As {@link #fetch(URI, Accepts)}.
     *
     * @param url as a person wrote it
     */
    public Fetched fetch(String url, Accepts accepts) {
        return fetch(WebAddress.parse(url), accepts);
    }

    /**
     * @throws UnreadableDocument with code URL_INVALID, URL_NOT_ALLOWED, FETCH_FAILED, DOCUMENT_TOO_LARGE or
     *     UNSUPPORTED_MEDIA_TYPE: another try would end alike
     * @throws Unreachable with code FETCH_FAILED or FETCH_TIMEOUT: another try may end better
     */
    public Fetched fetch(URI url, Accepts accepts) {
        Fetched fetched;
        try {
            fetched = hop(url, accepts, properties.redirects())
                    .timeout(properties.timeout())
                    .block();
        } catch (RuntimeException failure) {
            throw told(Exceptions.unwrap(failure));
        }
        if (fetched == null) {
            throw new Unreachable("FETCH_FAILED", "the host answered nothing");
        }
        return fetched;
    }

    @Override
    public void close() {
        loops.dispose();
    }

    private Mono<Fetched> hop(URI url, Accepts accepts, int redirectsLeft) {
        return Mono.fromCallable(() -> guard.permit(url))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(destination -> ask(url, destination, accepts))
                .flatMap(outcome -> switch (outcome) {
                    case Arrived arrived -> Mono.just(arrived.fetched());
                    case Redirected redirected -> follow(url, redirected.location(), accepts, redirectsLeft);
                });
    }

    private Mono<Fetched> follow(URI from, String location, Accepts accepts, int redirectsLeft) {
        if (redirectsLeft == 0) {
            throw new UnreadableDocument("FETCH_FAILED", "more than " + properties.redirects() + " redirects");
        }
        URI to = WebAddress.resolve(from, location);
        if ("https".equalsIgnoreCase(from.getScheme()) && "http".equalsIgnoreCase(to.getScheme())) {
            throw new UnreadableDocument(AddressRefused.CODE, "the URL leads from https to http");
        }
        return hop(to, accepts, redirectsLeft - 1);
    }

    private Mono<Outcome> ask(URI url, Destination destination, Accepts accepts) {
        return Mono.using(
                () -> new PinnedAddresses(destination),
                addresses -> http.resolver(addresses)
                        .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, properties.userAgent())
                                .set(HttpHeaderNames.ACCEPT, accepts.header())
                                .set(HttpHeaderNames.ACCEPT_ENCODING, "gzip"))
                        .get()
                        .uri(url)
                        .response((response, body) -> outcome(url, response, body, accepts))
                        .next(),
                PinnedAddresses::close);
    }

    private Flux<Outcome> outcome(URI url, HttpClientResponse response, ByteBufFlux body, Accepts accepts) {
        int status = response.status().code();
        String location = response.responseHeaders().get(HttpHeaderNames.LOCATION);
        if (isRedirect(status) && location != null) {
            return Flux.just(new Redirected(hangul(location)));
        }
        if (status != 200) {
            String detail = "the host answered HTTP " + status;
            boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
            return Flux.error(
                    passing ? new Unreachable("FETCH_FAILED", detail) : new UnreadableDocument("FETCH_FAILED", detail));
        }
        MediaType type = MediaType.parse(response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE));
        if (!accepts.includes(type.name())) {
            return Flux.error(new UnreadableDocument(
                    "UNSUPPORTED_MEDIA_TYPE",
                    "the URL leads to another kind of content (expected: " + accepts.expectation() + ")"));
        }
        var packing = Packing.of(response.responseHeaders().get(HttpHeaderNames.CONTENT_ENCODING));
        int limit = properties.limit(accepts);
        return body.asByteArray()
                .collect(ByteArrayOutputStream::new, (read, part) -> append(read, part, limit))
                .<Outcome>map(read -> new Arrived(
                        new Fetched(packing.unpack(read.toByteArray(), limit), type.name(), type.charset(), url)))
                .flux();
    }

    private static void append(ByteArrayOutputStream read, byte[] part, int limit) {
        if (read.size() + part.length > limit) {
            throw Packing.tooLarge(limit);
        }
        read.writeBytes(part);
    }

    /** Servers that do not encode Hangul send it as UTF-8, which headers hold byte by byte. */
    private static String hangul(String header) {
        return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static RuntimeException told(Throwable failure) {
        return switch (failure) {
            case UnreadableDocument known -> known;
            case Unreachable known -> known;
            case AddressRefused refused -> new UnreadableDocument(refused.code(), refused.detail());
            case TimeoutException late -> new Unreachable("FETCH_TIMEOUT", "the host took too long");
            case UnknownHostException unknown -> new Unreachable("FETCH_FAILED", "the URL's host has no address");
            case SSLException untrusted ->
                new UnreadableDocument("FETCH_FAILED", "no trusted TLS connection to the host could be made");
            case IOException broken -> new Unreachable("FETCH_FAILED", "the connection to the host failed");
            case RuntimeException ours -> ours;
            default -> new IllegalStateException(failure);
        };
    }

    /** How one hop ends. */
    private sealed interface Outcome permits Arrived, Redirected {}

    private record Arrived(Fetched fetched) implements Outcome {}

    private record Redirected(String location) implements Outcome {}

    /** @param name lower case; empty when the header is absent */
    private record MediaType(String name, @Nullable String charset) {

        static MediaType parse(@Nullable String header) {
            String[] parts = Optional.ofNullable(header).orElse("").split(";");
            String charset = null;
            for (String part : parts) {
                String parameter = part.strip();
                if (parameter.regionMatches(true, 0, "charset=", 0, 8)) {
                    charset = parameter.substring(8).replace("\"", "").replace("'", "");
                }
            }
            return new MediaType(parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT), charset);
        }
    }
}
