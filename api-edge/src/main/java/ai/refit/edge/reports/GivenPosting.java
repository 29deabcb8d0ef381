package ai.refit.edge.reports;

import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.edge.http.Fields;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A posting that comes as an object, in either spelling of the product backend. One that says which technologies it
 * requires is taken as it is; any other is written as a text with headings, to be read like a page.
 */
final class GivenPosting {

    private GivenPosting() {}

    static JobPosting posting(Fields given) {
        var posting = new JobPosting(
                text(given, "title", "job_post_title"),
                FeedbackForm.text(given, "company"),
                text(given, "position", "job_post_position"),
                FeedbackForm.text(given, "employment_type"),
                FeedbackForm.text(given, "experience_level"),
                FeedbackForm.text(given, "education"),
                lines(given, "responsibilities"),
                lines(given, "requirements", "qualifications"),
                lines(given, "preferred", "preferred_qualifications"),
                lines(given, "required_techs"),
                lines(given, "preferred_techs"),
                lines(given, "tech_stack"),
                0,
                null,
                Usage.NONE);
        if (!posting.isPosting()) {
            given.fault(
                    "requirements",
                    "is empty, and so is what else says what is sought",
                    "title and company, or requirements, or responsibilities");
        }
        return posting;
    }

    static String text(Fields given) {
        JobPosting posting = posting(given);
        var text = new StringBuilder();
        line(text, "공고", posting.title());
        line(text, "회사", posting.company());
        line(text, "직무", posting.position());
        line(text, "고용형태", posting.employmentType());
        line(text, "경력", posting.experienceLevel());
        line(text, "학력", posting.education());
        GivenResume.section(text, "주요업무", list(posting.responsibilities()));
        GivenResume.section(text, "자격요건", list(posting.requirements()));
        GivenResume.section(text, "우대사항", list(posting.preferred()));
        GivenResume.section(text, "기술 스택", String.join(", ", posting.techStack()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }

    private static String list(List<String> items) {
        return items.stream().map(item -> "- " + item).collect(Collectors.joining("\n"));
    }

    private static @Nullable String text(Fields given, String field, String otherName) {
        String text = FeedbackForm.text(given, field);
        return text == null ? FeedbackForm.text(given, otherName) : text;
    }

    private static List<String> lines(Fields given, String field, String otherName) {
        List<String> lines = lines(given, field);
        return lines.isEmpty() ? lines(given, otherName) : lines;
    }

    private static List<String> lines(Fields given, String field) {
        return given.lines(field, ReportFields.MOST_ITEMS, ReportFields.LONGEST_ITEM);
    }
}
