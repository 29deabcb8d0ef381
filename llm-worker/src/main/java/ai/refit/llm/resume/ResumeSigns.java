package ai.refit.llm.resume;

import ai.refit.llm.analyst.ResumeFindings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells a résumé from what is none: how many of its usual parts are there, against the words of postings, invoices,
 * contracts and manuals.
 */
final class ResumeSigns {

    private static final int ENOUGH = 4;
    private static final Pattern CONTACT = Pattern.compile(
            "\\w@[\\w-]{1,60}\\.\\w|\\b01\\d[- .]?\\d{3,4}[- .]?\\d{4}\\b|github\\.com/|linkedin\\.com/in");
    private static final Set<Section> TELLING = EnumSet.of(
            Section.WORK,
            Section.EDUCATION,
            Section.SKILLS,
            Section.PROJECTS,
            Section.CERTIFICATIONS,
            Section.AWARDS,
            Section.MILITARY,
            Section.LANGUAGES,
            Section.ACTIVITIES);
    private static final int BEGINNING = 300;

    private final Words titleLines;
    private final Words postings;
    private final Words others;

    ResumeSigns(WordTable table) {
        this.titleLines = table.words("title-line");
        this.postings = table.words("posting");
        this.others = table.words("other-document");
    }

    boolean tell(String text, List<Part> parts, ResumeFindings findings) {
        int sections = (int) parts.stream()
                .flatMap(part -> part.sections().stream())
                .filter(TELLING::contains)
                .distinct()
                .count();
        int work = (int) findings.work().stream()
                .filter(cited -> cited.work().startDate() != null)
                .count();
        int score = Math.min(sections, 4)
                + Math.min(2, work * 2)
                + Math.min(2, findings.education().size() * 2)
                + Math.min(1, findings.projects().size())
                + (findings.skills().size() >= 3 ? 1 : 0)
                + (Placeholders.countIn(text) > 0 || CONTACT.matcher(text).find() ? 1 : 0)
                + (titleLines.standIn(text.substring(0, Math.min(BEGINNING, text.length()))) ? 1 : 0);
        int against = Math.max(postings.countIn(text), others.countIn(text));
        boolean substance = !findings.work().isEmpty()
                || !findings.education().isEmpty()
                || !findings.projects().isEmpty()
                || sections >= 3;
        return substance && score >= ENOUGH && (against < 3 || score >= ENOUGH + against);
    }
}
