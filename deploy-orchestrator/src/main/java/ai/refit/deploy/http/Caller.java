package ai.refit.deploy.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls one after another over connections of its own, which end with it: what was asked before a process was replaced
 * cannot lead a later question to the old one. Follows no redirects.
 */
public final class Caller implements AutoCloseable {

    private static final int LARGEST_ANSWER = 1 << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .build();

    /**
     * @param patience for all of it, the last byte of the body included
     * @throws CancellationException when the thread was interrupted; it stays so
     */
    public Answer call(HttpRequest request, Duration patience) {
        long start = System.nanoTime();
        var exchange = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer.Said(
                    response.statusCode(),
                    response.headers(),
                    new String(response.body(), StandardCharsets.UTF_8),
                    since(start));
        } catch (TimeoutException e) {
            // The client's own time limit ends with the headers.
            exchange.cancel(true);
            return new Answer.Silent("no answer within " + patience.toMillis() + " ms", since(start));
        } catch (ExecutionException e) {
            return new Answer.Silent(reason(Objects.requireNonNullElse(e.getCause(), e)), since(start));
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for an answer");
        }
    }

    /** Without the messages of others: some quote the address. */
    private static String reason(Throwable fault) {
        return switch (fault) {
            case ConnectException _ -> "connection refused";
            case HttpTimeoutException _ -> "no answer in time";
            case IOException e
            when String.valueOf(e.getMessage()).contains("exceeds capacity") ->
                "the answer is larger than " + LARGEST_ANSWER + " bytes";
            default -> "the connection broke (" + fault.getClass().getSimpleName() + ")";
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
