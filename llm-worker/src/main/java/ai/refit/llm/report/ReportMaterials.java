package ai.refit.llm.report;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.model.Source;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.ReportRequest;
import ai.refit.llm.analyst.CitedText;
import ai.refit.llm.analyst.ReportMaterial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what a report is judged from, with the coverage computed and the requirements chosen. */
public final class ReportMaterials {

    /** From this share of Hangul among the letters on a posting is Korean; most of its words may be names of technologies. */
    private static final double KOREAN_SHARE = 0.1;

    private final Coverage coverage;

    public ReportMaterials(Coverage coverage) {
        this.coverage = coverage;
    }

    /**
     * All texts are masked already.
     *
     * @param resume read for this report, or the request's; null when there is none. One without its text is cited by its
     *     entries, a line each
     * @param posting read for this report, or the request's
     */
    public ReportMaterial of(ReportRequest request, @Nullable ResumeAnalysis resume, JobPosting posting) {
        ResumeContent content = resume == null ? null : resume.contentJson();
        String text = resume == null ? null : resume.text() == null ? entries(resume.contentJson()) : resume.text();
        return new ReportMaterial(
                isKorean(posting),
                text,
                content,
                posting,
                request.userSkills(),
                request.mentorFeedback(),
                request.chat(),
                Requirements.of(request.mentorFeedback(), posting),
                coverage.of(
                        posting.requiredTechs(),
                        posting.preferredTechs(),
                        content == null || text == null ? List.of() : skills(content, text),
                        text == null ? null : Instructions.blanked(text),
                        request.userSkills()));
    }

    /** Without those that stand only where somebody gives orders. */
    private static List<String> skills(ResumeContent resume, String text) {
        var all = new CitedText(Source.RESUME, text);
        var trusted = new CitedText(Source.RESUME, Instructions.blanked(text));
        return resume.skills().stream()
                .filter(skill ->
                        all.find(skill).isEmpty() || trusted.find(skill).isPresent())
                .toList();
    }

    private static boolean isKorean(JobPosting posting) {
        String text = Stream.of(
                        Stream.of(posting.title(), posting.position(), posting.education()),
                        posting.responsibilities().stream(),
                        posting.requirements().stream(),
                        posting.preferred().stream())
                .flatMap(fields -> fields)
                .filter(field -> field != null)
                .collect(Collectors.joining(" "));
        long letters = text.chars().filter(Character::isLetter).count();
        long hangul = text.chars().filter(c -> c >= '\uAC00' && c <= '\uD7A3').count();
        return letters == 0 || hangul >= letters * KOREAN_SHARE;
    }

    private static String entries(ResumeContent resume) {
        List<@Nullable String> lines = new ArrayList<>();
        resume.workExperience().forEach(work -> {
            lines.add(joined(work.company(), work.position(), work.job(), work.startDate(), work.endDate()));
            lines.add(work.description());
        });
        resume.projects().forEach(project -> {
            lines.add(joined(project.title(), project.startDate(), project.endDate()));
            lines.add(project.description());
        });
        Stream.of(resume.education(), resume.awards(), resume.certifications(), resume.etc())
                .forEach(lines::addAll);
        lines.add(String.join(", ", resume.skills()));
        return lines.stream().filter(line -> line != null && !line.isBlank()).collect(Collectors.joining("\n"));
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null).collect(Collectors.joining(" "));
    }
}
