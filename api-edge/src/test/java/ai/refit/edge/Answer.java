package ai.refit.edge;

import ai.refit.contracts.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What came back over HTTP. */
record Answer(HttpResponse<byte[]> response) {

    int status() {
        return response.statusCode();
    }

    String body() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** A value by JSON pointer, such as {@code /result/total_count}. */
    JsonNode at(String pointer) {
        return Json.tree(response.body()).at(pointer);
    }

    String text(String pointer) {
        return at(pointer).asString();
    }

    /** The stable code of a problem. */
    String code() {
        return text("/code");
    }

    String taskId() {
        return text("/task_id");
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    @Override
    public String toString() {
        return status() + " " + body();
    }
}
