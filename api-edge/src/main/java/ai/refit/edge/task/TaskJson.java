package ai.refit.edge.task;

import ai.refit.contracts.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/** The one JSON form of a task, on every route and in every event. */
public final class TaskJson {

    public static final String PATH = "/api/ai/tasks/";

    private TaskJson() {}

    /** @param etaSeconds how long until it is done, null when unknown or done */
    public static byte[] bytes(Task task, @Nullable Long etaSeconds) {
        int size = 512 + (task.result() == null ? 0 : task.result().length() * 2);
        var bytes = new ByteArrayOutputStream(size);
        try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
            write(json, task, etaSeconds);
        }
        return bytes.toByteArray();
    }

    public static void write(JsonGenerator json, Task task, @Nullable Long etaSeconds) {
        String path = PATH + task.id();
        json.writeStartObject();
        json.writeStringProperty("task_id", task.id().toString());
        json.writeStringProperty("kind", task.kind().wire());
        json.writeStringProperty("status", task.status().wire());
        json.writeName("progress");
        json.writeStartObject();
        json.writeName("stage");
        text(json, task.stage());
        json.writeNumberProperty("percent", task.percent());
        json.writeEndObject();
        json.writeName("eta_seconds");
        if (etaSeconds == null) {
            json.writeNull();
        } else {
            json.writeNumber(etaSeconds);
        }
        json.writeStringProperty("created_at", task.createdAt().toString());
        json.writeName("finished_at");
        text(json, instant(task.finishedAt()));
        json.writeName("result");
        if (task.result() == null) {
            json.writeNull();
        } else {
            json.writeRawValue(task.result());
        }
        json.writeName("error");
        if (task.error() == null) {
            json.writeNull();
        } else {
            json.writeStartObject();
            json.writeStringProperty("code", task.error().code());
            json.writeStringProperty("detail", task.error().detail());
            json.writeEndObject();
        }
        JsonNode made = madeBy(task);
        json.writeName("engine");
        json.writeTree(made.path("engine").isString() ? made.get("engine") : NullNode.getInstance());
        json.writeName("usage");
        json.writeTree(made.path("usage").isObject() ? made.get("usage") : NullNode.getInstance());
        json.writeName("links");
        json.writeStartObject();
        json.writeStringProperty("self", path);
        json.writeStringProperty("events", path + "/events");
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The result of work in which a language model may take part: it says who made it, and what that took. */
    private static JsonNode madeBy(Task task) {
        return switch (task.kind()) {
            case ANALYSIS, POSTING, REPORT ->
                task.result() == null
                        ? MissingNode.getInstance()
                        : Json.tree(task.result().getBytes(StandardCharsets.UTF_8));
            case RECOMMENDATION, EMBEDDING, MENTOR_EMBEDDING, MENTOR_EMBEDDINGS, MENTOR_IMPORT ->
                MissingNode.getInstance();
        };
    }

    private static @Nullable String instant(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static void text(JsonGenerator json, @Nullable String text) {
        if (text == null) {
            json.writeNull();
        } else {
            json.writeString(text);
        }
    }
}
