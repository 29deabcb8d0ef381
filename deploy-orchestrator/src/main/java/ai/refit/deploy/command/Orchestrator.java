package ai.refit.deploy.command;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The orchestrator's routes. */
final class Orchestrator implements AutoCloseable {

    private static final String ROOT = "/api/deploy";
    /** Planning looks at the host, and reads a whole backup. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI url;
    private final @Nullable String token;

    Orchestrator(URI url, @Nullable String token) {
        this.url = url;
        this.token = token;
    }

    /** @param path behind {@code /api/deploy} */
    JsonNode get(String path) {
        return send(request(path).timeout(PATIENCE).GET().build());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send(request(path)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
                .build());
    }

    /**
     * A deployment's events from behind that one on; null: there are no more and never will be.
     *
     * @throws IOException when nobody answers
     */
    @Nullable
    InputStream events(String deployment, boolean follow, String lastId) throws IOException {
        HttpRequest.Builder request = request("/deployments/" + deployment + "/events?follow=" + follow)
                .setHeader("Accept", "text/event-stream, application/problem+json");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<InputStream> response = exchange(request.GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() == 204) {
            response.body().close();
            return null;
        }
        if (response.statusCode() != 200) {
            String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            if (response.statusCode() >= 500) {
                throw new IOException("HTTP " + response.statusCode());
            }
            throw refusal(response.statusCode(), body);
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(ROOT + path))
                .header("Accept", "application/json, application/problem+json");
        if (token != null) {
            return request.header("Authorization", "Bearer " + token);
        }
        String user = System.getProperty("user.name", "");
        return user.matches("[!-~]{1,64}") ? request.header("X-Operator", user) : request;
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw refusal(response.statusCode(), response.body());
            }
            return Json.read(response.body(), JsonNode.class);
        } catch (ConnectException e) {
            throw new CommandFault("nobody answers at " + url
                    + ": start the orchestrator with 'refit orchestrate' or 'refit run', or name another --url");
        } catch (IOException e) {
            throw new CommandFault(url + " gave no answer: " + e.getMessage());
        } catch (JacksonException e) {
            throw new CommandFault(url + " answered with something else than JSON (expected: a deploy orchestrator)");
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFault("interrupted");
        }
    }

    private CommandFault refusal(int status, String body) {
        JsonNode problem = problem(body);
        String detail = problem.path("detail").asString("");
        if (detail.isEmpty()) {
            return new CommandFault(url + " answered " + status + " (expected: a deploy orchestrator)");
        }
        String code = problem.path("code").asString("");
        return new CommandFault(
                (code.isEmpty() ? "" : code + ": ") + detail + (code.equals("UNKNOWN_SERVICE") ? known() : ""));
    }

    private String known() {
        try {
            List<String> keys = new ArrayList<>();
            for (JsonNode each : get("/services")) {
                keys.add(each.path("service").asString("") + "/"
                        + each.path("environment").asString(""));
            }
            return keys.isEmpty() ? " Known: none." : " Known: " + String.join(", ", keys) + ".";
        } catch (CommandFault e) {
            return "";
        }
    }

    private static JsonNode problem(String body) {
        try {
            return Json.read(body, JsonNode.class);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
