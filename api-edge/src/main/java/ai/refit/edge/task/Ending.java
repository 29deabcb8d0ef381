package ai.refit.edge.task;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a worker's final report makes of a task.
 *
 * @param resumeText the text of a résumé that was read, kept for reports on it; callers do not see it
 */
public record Ending(TaskReport report, @Nullable String resumeText) {

    private static final String TEXT = "text";

    public static Ending of(TaskReport report) {
        return new Ending(report, null);
    }

    /** Takes the résumé's text out of the result. */
    public static Ending ofAnalysis(TaskReport report) {
        if (report instanceof TaskReport.Completed completed
                && Json.tree(completed.result()) instanceof ObjectNode result
                && result.has(TEXT)) {
            JsonNode text = result.remove(TEXT);
            return new Ending(
                    new TaskReport.Completed(completed.taskId(), Json.bytes(result)),
                    text.isString() ? text.stringValue() : null);
        }
        return of(report);
    }
}
