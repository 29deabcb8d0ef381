package ai.refit.standalone.check;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskKind;
import ai.refit.contracts.task.TaskReport;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a task ended, in a form that compares: its kind of end and a digest of the JSON that belongs to it, whatever the order
 * of its properties.
 */
record Outcome(boolean succeeded, String digest) {

    /** Of a text that is no JSON; equal to no digest. */
    private static final String UNREADABLE = "unreadable";

    private static final ObjectWriter SORTED = Json.mapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    /** As a worker reported it. */
    static Outcome of(TaskReport report) {
        return switch (report) {
            case TaskReport.Completed completed -> new Outcome(true, digest(Json.tree(completed.result())));
            case TaskReport.Failed failed -> failed(failed.code(), failed.detail());
            case TaskReport.Progressed _ -> throw new IllegalArgumentException("a progress report ends nothing");
        };
    }

    /** As the edge has it of a report: it keeps the text of a résumé apart from the result that callers see. */
    static Outcome shown(TaskKind kind, TaskReport report) {
        return report instanceof TaskReport.Completed completed
                ? new Outcome(true, digest(withoutText(kind, Json.tree(completed.result()))))
                : of(report);
    }

    /** As a column has it. */
    static Outcome succeeded(TaskKind kind, @Nullable String result) {
        try {
            return result == null
                    ? new Outcome(true, UNREADABLE)
                    : new Outcome(true, digest(withoutText(kind, Json.mapper().readTree(result))));
        } catch (JacksonException e) {
            return new Outcome(true, UNREADABLE);
        }
    }

    static Outcome failed(@Nullable String code, @Nullable String detail) {
        return new Outcome(
                false, digest(Json.mapper().createObjectNode().put("code", code).put("detail", detail)));
    }

    /** As the ledger has it: the body of the report. */
    static Outcome ledger(String outcome, @Nullable String body) {
        try {
            String digest = body == null ? UNREADABLE : digest(Json.mapper().readTree(body));
            return new Outcome(outcome.equals("completed"), digest);
        } catch (JacksonException e) {
            return new Outcome(outcome.equals("completed"), UNREADABLE);
        }
    }

    @Override
    public String toString() {
        return (succeeded ? "succeeded" : "failed") + " with " + digest.substring(0, Math.min(12, digest.length()));
    }

    private static JsonNode withoutText(TaskKind kind, JsonNode result) {
        if (kind == TaskKind.ANALYSIS && result instanceof ObjectNode analysis) {
            analysis.remove("text");
        }
        return result;
    }

    private static String digest(JsonNode json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(json));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
