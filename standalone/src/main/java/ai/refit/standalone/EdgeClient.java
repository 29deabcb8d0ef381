package ai.refit.standalone;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the run command says to the edge, over HTTP as anybody else. */
final class EdgeClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    /** @param base such as {@code http://127.0.0.1:8000} */
    EdgeClient(URI base) {
        this.base = base;
    }

    /**
     * An answer.
     *
     * @param status of HTTP; 0 when nobody answered
     * @param body as text; why, when nobody answered
     */
    record Answer(int status, String body) {

        boolean isOk() {
            return status >= 200 && status < 300;
        }

        /** Worth another try: nobody there yet, or not ready yet. */
        boolean isPassing() {
            return status == 0 || status == 429 || status == 503;
        }

        JsonNode json() {
            return Json.mapper().readTree(body);
        }

        @Override
        public String toString() {
            return status == 0 ? body : status + " " + body;
        }
    }

    Answer health() throws InterruptedException {
        return send("GET", "/api/ai/health", null, null);
    }

    Answer importMentors(String lines) throws InterruptedException {
        return send("POST", "/api/ai/mentors/import", "application/x-ndjson", lines);
    }

    Answer putMentee(String userId, String profile) throws InterruptedException {
        return send("PUT", "/api/ai/mentees/" + userId, "application/json", profile);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Answer send(String method, String path, @Nullable String contentType, @Nullable String body)
            throws InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, e.toString());
        }
    }
}
