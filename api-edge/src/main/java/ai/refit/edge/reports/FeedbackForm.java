package ai.refit.edge.reports;

import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.report.Grade;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.report.MentorFeedback.Assessment;
import ai.refit.edge.http.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a mentor's feedback as a form sends it: any of it may be empty. */
final class FeedbackForm {

    private static final Map<String, Fulfillment> FULFILLMENTS =
            Map.of("충족", Fulfillment.MET, "부분충족", Fulfillment.PARTLY_MET, "미충족", Fulfillment.NOT_MET);
    private static final Map<String, Grade> GRADES = Map.of("상", Grade.HIGH, "중", Grade.MIDDLE, "하", Grade.LOW);

    private FeedbackForm() {}

    static MentorFeedback read(Fields form) {
        List<Assessment> assessments = new ArrayList<>();
        for (Fields item : form.objects("requirement_assessments", ReportFields.MOST_ITEMS)) {
            String requirement = text(item, "requirement");
            Fulfillment fulfillment = choice(item, "fulfillment", FULFILLMENTS, "충족, 부분충족 or 미충족");
            String reason = text(item, "reason");
            if (requirement != null) {
                assessments.add(new Assessment(requirement, fulfillment, reason));
            }
        }
        return new MentorFeedback(
                lines(form, "key_requirements"),
                assessments,
                lines(form, "strengths"),
                text(form, "strengths_reason"),
                lines(form, "improvements"),
                text(form, "improvements_reason"),
                lines(form, "action_items"),
                choice(form, "job_fit", GRADES, "상, 중 or 하"),
                choice(form, "pass_probability", GRADES, "상, 중 or 하"),
                text(form, "overall_comment"));
    }

    private static List<String> lines(Fields form, String field) {
        return form.lines(field, ReportFields.MOST_ITEMS, ReportFields.LONGEST_ITEM);
    }

    /** Null when nothing stands there. */
    static @Nullable String text(Fields form, String field) {
        String text = form.text(field, ReportFields.LONGEST_ITEM);
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static <T> @Nullable T choice(Fields form, String field, Map<String, T> values, String expected) {
        String text = text(form, field);
        if (text == null) {
            return null;
        }
        T value = values.get(text.replace(" ", ""));
        if (value == null) {
            form.fault(field, "is something else", expected);
        }
        return value;
    }
}
