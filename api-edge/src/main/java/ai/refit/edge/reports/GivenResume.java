package ai.refit.edge.reports;

import ai.refit.edge.http.Fields;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a résumé that comes as an object in the form of {@code content_json} as a text with headings, so that it is
 * masked and cited like any other.
 */
final class GivenResume {

    private GivenResume() {}

    /** Of the object itself, or of what it holds as {@code content_json}. */
    static String text(Fields resume) {
        Fields content = resume.has("content_json") ? resume.object("content_json") : resume;
        if (content == null) {
            return "";
        }
        var text = new StringBuilder();
        section(text, "경력", entries(content, "work_experience", "company", "position", "job"));
        section(text, "프로젝트", entries(content, "projects", "title"));
        section(text, "학력", lines(content, "education"));
        section(text, "수상", lines(content, "awards"));
        section(text, "자격증", lines(content, "certifications"));
        section(
                text,
                "기술",
                String.join(", ", content.lines("skills", ReportFields.MOST_ITEMS, ReportFields.LONGEST_ITEM)));
        section(text, "기타", lines(content, "etc"));
        return text.toString();
    }

    private static String entries(Fields content, String field, String... heads) {
        List<Fields> entries = content.objects(field, ReportFields.MOST_ITEMS);
        return entries.stream().map(entry -> entry(entry, heads)).collect(Collectors.joining("\n"));
    }

    private static String entry(Fields entry, String... heads) {
        String begin = FeedbackForm.text(entry, "start_date");
        String end = FeedbackForm.text(entry, "end_date");
        String period = begin == null && end == null
                ? null
                : Objects.requireNonNullElse(begin, "") + " ~ " + Objects.requireNonNullElse(end, "");
        String head = Stream.concat(
                        Stream.of(heads).map(name -> FeedbackForm.text(entry, name)), Stream.ofNullable(period))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" | "));
        String description = FeedbackForm.text(entry, "description");
        return description == null ? head : head + "\n" + description;
    }

    private static String lines(Fields content, String field) {
        return String.join("\n", content.lines(field, ReportFields.MOST_ITEMS, ReportFields.LONGEST_ITEM));
    }

    static void section(StringBuilder text, String heading, String content) {
        if (!content.isBlank()) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(heading)
                    .append('\n')
                    .append(content)
                    .append('\n');
        }
    }
}
