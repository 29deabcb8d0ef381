package ai.refit.standalone;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The product as its callers see it, in their words. Bodies are JSON text; headers are given as name, value, name, … */
final class Pipeline {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    /** @param base such as {@code http://127.0.0.1:8000} */
    Pipeline(URI base) {
        this.base = base;
    }

    /** What came back. */
    record Answer(int status, HttpResponse<String> response) {

        String body() {
            return response.body();
        }

        JsonNode json() {
            return Json.mapper().readTree(response.body());
        }

        /** A value by JSON pointer, such as {@code /result/total_count}. */
        JsonNode at(String pointer) {
            return json().at(pointer);
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        @Override
        public String toString() {
            return status + " " + response.body();
        }
    }

    Answer recommend(String request, String... headers) {
        return post("/api/ai/recommendations", request, headers);
    }

    /** The product backend's call. */
    Answer recommendFor(String userId, int topK) {
        return get("/api/ai/mentors/recommend/" + userId + "?top_k=" + topK);
    }

    Answer putMentor(long userId, String profile) {
        return send("PUT", "/api/ai/mentors/" + userId, profile);
    }

    Answer mentor(long userId) {
        return get("/api/ai/mentors/" + userId);
    }

    Answer deleteMentor(long userId) {
        return send("DELETE", "/api/ai/mentors/" + userId, "");
    }

    Answer importMentors(String lines, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/x-ndjson";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", "/api/ai/mentors/import", lines, all);
    }

    Answer putMentee(String userId, String profile) {
        return send("PUT", "/api/ai/mentees/" + userId, profile);
    }

    Answer health() {
        return get("/api/ai/health");
    }

    Answer task(String taskId, String... headers) {
        return get("/api/ai/tasks/" + taskId, headers);
    }

    /** The task when it is final, by long polling; fails the test after a minute. */
    JsonNode awaitTask(String taskId) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = task(taskId, "Prefer", "wait=10");
        while (!isFinal(answer)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("task " + taskId + " is not final after " + PATIENCE + ": " + answer);
            }
            answer = task(taskId, "Prefer", "wait=10");
        }
        return answer.json();
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** Content is JSON unless the headers say otherwise. */
    Answer send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static boolean isFinal(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("the task cannot be read: " + answer);
        }
        return TaskStatus.of(answer.at("/status").asString()).isFinal();
    }
}
