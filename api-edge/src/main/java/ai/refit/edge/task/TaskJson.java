package ai.refit.edge.task;

import ai.refit.contracts.json.Json;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

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
        // No language model takes part in the kinds of work there are.
        json.writeNullProperty("engine");
        json.writeNullProperty("usage");
        json.writeName("links");
        json.writeStartObject();
        json.writeStringProperty("self", path);
        json.writeStringProperty("events", path + "/events");
        json.writeEndObject();
        json.writeEndObject();
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
