package ai.refit.edge.analyses;

import ai.refit.contracts.analysis.AnalysisRequest;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.task.TaskKind;
import ai.refit.edge.http.Fields;
import ai.refit.edge.mentors.ProfileFields;
import ai.refit.edge.task.NewTask;
import ai.refit.edge.task.TaskInput;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is to be analysed, from JSON or from a form. */
final class AnalysisFields {

    private static final int LONGEST_TEXT = 200_000;
    private static final int MOST_NAMES = 50;
    private static final int LONGEST_NAME = 100;

    /** Whether the caller of {@code parse} is answered when the work is done, or polls for it. */
    enum Mode {
        SYNC,
        ASYNC
    }

    /**
     * A résumé that somebody wants read.
     *
     * @param file null when the request says where the text is
     * @param userId whose résumé it is, null when not said
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Asked(
            AnalysisRequest request,
            byte @Nullable [] file,
            @Nullable String userId,
            boolean force,
            @Nullable String webhookUrl) {

        NewTask task(Duration deadline) {
            var input = new TaskInput(Json.text(request), file);
            return NewTask.on(input, TaskKind.ANALYSIS, userId, force, deadline).telling(webhookUrl);
        }
    }

    record Parse(Asked asked, Mode mode) {}

    private AnalysisFields() {}

    static Asked json(Fields fields) {
        String text = fields.text("text", LONGEST_TEXT);
        String url = fields.url("file_url");
        if (fields.has("text") == fields.has("file_url")) {
            fields.fault(
                    fields.has("text") ? "file_url" : "text",
                    fields.has("text") ? "stands beside text" : "is missing, and so is file_url",
                    "exactly one of text and file_url, or a form with the field file");
        }
        if (text != null && text.isBlank()) {
            fields.fault("text", "is blank", "the text of a résumé");
        }
        return rest(fields, text, url, null, false);
    }

    static Asked form(Upload upload) {
        return rest(Fields.of(upload.fields()), null, null, upload.file(), false);
    }

    static Parse parse(Fields fields) {
        String url = fields.url("file_url");
        if (!fields.has("file_url")) {
            fields.fault("file_url", "is missing", "an http or https URL");
        }
        boolean masked = fields.flag("enable_pii_masking", true);
        String named = fields.text("mode", 10);
        Mode mode = switch (named) {
            case null -> Mode.SYNC;
            case "sync" -> Mode.SYNC;
            case "async" -> Mode.ASYNC;
            default -> {
                fields.fault("mode", "is '" + named + "'", "sync or async");
                yield Mode.SYNC;
            }
        };
        if (!masked && mode == Mode.ASYNC) {
            fields.fault(
                    "enable_pii_masking",
                    "is false with mode async, but what is polled is always masked",
                    "true, or mode sync");
        }
        return new Parse(rest(fields, null, url, null, !masked), mode);
    }

    private static Asked rest(
            Fields fields, @Nullable String text, @Nullable String url, byte @Nullable [] file, boolean unmasked) {
        List<String> names = fields.lines("names", MOST_NAMES, LONGEST_NAME);
        UserId person = ProfileFields.person(fields);
        boolean force = fields.flag("force", false);
        String webhook = fields.url("webhook_url");
        fields.check();
        return new Asked(
                new AnalysisRequest(text, url, names, unmasked),
                file,
                person == null ? null : person.key(),
                force,
                webhook);
    }
}
