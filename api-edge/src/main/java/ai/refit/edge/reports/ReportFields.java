package ai.refit.edge.reports;

import ai.refit.contracts.recommendation.UserId;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.report.ReportRequest.ChatMessage;
import ai.refit.edge.http.Fields;
import ai.refit.edge.mentors.ProfileFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a report is to be on. */
final class ReportFields {

    static final int LONGEST_TEXT = 200_000;
    static final int MOST_ITEMS = 200;
    static final int LONGEST_ITEM = 5_000;
    private static final int LONGEST_ID = 100;

    /**
     * A report that somebody wants.
     *
     * @param names to be masked: those the request gives, and those of the chat's senders
     * @param userId whose report it is, null when not said
     */
    record Asked(
            AskedResume resume,
            AskedPosting posting,
            List<String> names,
            List<String> userSkills,
            @Nullable MentorFeedback mentorFeedback,
            List<ChatMessage> chat,
            @Nullable String userId,
            boolean force,
            @Nullable String webhookUrl) {}

    private ReportFields() {}

    static Asked read(Fields fields) {
        AskedResume resume = resume(fields);
        AskedPosting posting = posting(fields);
        List<String> skills = fields.lines("user_skills", MOST_ITEMS, LONGEST_ITEM);
        Fields form = fields.object("mentor_feedback");
        MentorFeedback feedback = form == null ? null : FeedbackForm.read(form);
        ChatFields chat = ChatFields.read(fields);
        List<String> names = fields.lines("names", MOST_ITEMS, LONGEST_ID);
        UserId person = ProfileFields.person(fields);
        boolean force = fields.flag("force", false);
        String webhook = fields.url("webhook_url");
        fields.check();
        var all = new LinkedHashSet<>(names);
        all.addAll(chat.names());
        return new Asked(
                resume,
                Objects.requireNonNull(posting),
                List.copyOf(all),
                skills,
                feedback,
                chat.messages(),
                person == null ? null : person.key(),
                force,
                webhook);
    }

    private static AskedResume resume(Fields fields) {
        requireOne(fields, false, "resume_id", "analysis_task_id", "resume");
        if (fields.has("resume_id")) {
            String id = id(fields);
            return id == null ? new AskedResume.None() : new AskedResume.WithId(id);
        }
        if (fields.has("analysis_task_id")) {
            String task = fields.text("analysis_task_id", LONGEST_ID);
            try {
                return task == null ? new AskedResume.None() : new AskedResume.OfTask(UUID.fromString(task));
            } catch (IllegalArgumentException e) {
                fields.fault("analysis_task_id", "is no id of a task", "the task_id of an analysis");
                return new AskedResume.None();
            }
        }
        String text = content(fields, "resume", GivenResume::text);
        return text == null ? new AskedResume.None() : new AskedResume.Inline(text);
    }

    private static @Nullable AskedPosting posting(Fields fields) {
        requireOne(fields, true, "job_post_id", "job_url", "job_posting");
        if (fields.has("job_post_id")) {
            Long id = fields.integer("job_post_id", 1, Long.MAX_VALUE);
            return id == null ? null : new AskedPosting.WithId(id);
        }
        if (fields.has("job_url")) {
            String url = fields.url("job_url");
            return url == null ? null : new AskedPosting.At(url);
        }
        JsonNode given = fields.value("job_posting");
        if (given != null && given.isObject() && given.path("required_techs").isArray()) {
            return new AskedPosting.Given(GivenPosting.posting(Objects.requireNonNull(fields.object("job_posting"))));
        }
        String text = content(fields, "job_posting", GivenPosting::text);
        return text == null ? null : new AskedPosting.Inline(text);
    }

    /** A text, or an object whose content is written as one. */
    private static @Nullable String content(Fields fields, String field, Function<Fields, String> writer) {
        JsonNode value = fields.value(field);
        if (value == null) {
            return null;
        }
        String text;
        if (value.isObject()) {
            text = writer.apply(Objects.requireNonNull(fields.object(field)));
        } else if (value.isString()) {
            text = fields.text(field, LONGEST_TEXT);
        } else {
            fields.wrongType(field, value, "a text or an object");
            text = null;
        }
        if (text != null && text.isBlank()) {
            fields.fault(field, "says nothing", "a text or an object with something in it");
        } else if (text != null && text.length() > LONGEST_TEXT) {
            fields.fault(field, "has " + text.length() + " characters", "at most " + LONGEST_TEXT);
        }
        return text;
    }

    /** The product backend's ids are numbers; others may have other ones. */
    private static @Nullable String id(Fields fields) {
        JsonNode value = Objects.requireNonNull(fields.value("resume_id"));
        if (value.isIntegralNumber()) {
            return value.asString();
        }
        String text = fields.text("resume_id", LONGEST_ID);
        if (text != null && text.isBlank()) {
            fields.fault("resume_id", "is blank", "the id of a résumé");
            return null;
        }
        return text;
    }

    private static void requireOne(Fields fields, boolean needed, String... names) {
        var given = new ArrayList<>(Stream.of(names).filter(fields::has).toList());
        if (given.size() > 1) {
            fields.fault(given.get(1), "stands beside " + given.getFirst(), "one of " + String.join(", ", names));
        } else if (needed && given.isEmpty()) {
            fields.fault(names[0], "is missing", "one of " + String.join(", ", names));
        }
    }
}
