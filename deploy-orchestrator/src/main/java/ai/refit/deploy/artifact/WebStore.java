package ai.refit.deploy.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** HTTPS anywhere, HTTP on loopback only. Follows redirections by itself, since none may lead to something less safe. */
final class WebStore implements Store {

    private static final int REDIRECTIONS = 5;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Opened open(URI uri) throws IOException, InterruptedException {
        URI place = uri;
        for (int step = 0; step <= REDIRECTIONS; step++) {
            var request = HttpRequest.newBuilder(place).timeout(SILENCE).GET().build();
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return new Opened(answer.body(), answer.headers().firstValueAsLong("content-length"));
            }
            answer.body().close();
            place = redirection(place, answer);
        }
        throw new ArtifactRefused(
                ArtifactRefused.Code.UNSAFE_REDIRECT,
                Store.title(uri) + ": more than " + REDIRECTIONS + " redirections");
    }

    private static URI redirection(URI place, HttpResponse<?> answer) throws IOException {
        int status = answer.statusCode();
        String told = Store.title(place) + ": answered " + status;
        return switch (status) {
            case 301, 302, 303, 307, 308 -> {
                URI next =
                        location(place, answer).orElseThrow(() -> new IOException(told + " without a usable location"));
                if (!mayBeFetched(next) || (isSecure(place) && !isSecure(next))) {
                    throw new ArtifactRefused(
                            ArtifactRefused.Code.UNSAFE_REDIRECT,
                            told + ", to " + Store.title(next) + " (expected: https, or loopback from loopback)");
                }
                yield next;
            }
            case 404, 410 -> throw new ArtifactRefused(ArtifactRefused.Code.NOT_FOUND, told);
            case 401, 403, 407 -> throw new ArtifactRefused(ArtifactRefused.Code.FORBIDDEN, told);
            case 408, 425, 429 -> throw new IOException(told);
            default -> {
                if (status >= 500) {
                    throw new IOException(told);
                }
                throw new ArtifactRefused(ArtifactRefused.Code.STORE_REFUSED, told + " (expected: 200)");
            }
        };
    }

    /** Not quoted when it is malformed: it may carry a token. */
    private static Optional<URI> location(URI place, HttpResponse<?> answer) {
        try {
            return answer.headers().firstValue("location").map(place::resolve);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean mayBeFetched(URI uri) {
        return uri.getHost() != null
                && (isSecure(uri) || ("http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri)));
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** By its letters: a name that resolves to loopback today may resolve to something else tomorrow. */
    private static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
