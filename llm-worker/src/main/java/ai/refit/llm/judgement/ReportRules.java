package ai.refit.llm.judgement;

import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ReportFindings.Assessment;
import ai.refit.llm.analyst.ReportFindings.CitedPoint;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.report.AskedYears;
import ai.refit.llm.report.Career;
import ai.refit.llm.report.Excerpt;
import ai.refit.llm.report.Qualities;
import ai.refit.llm.report.SourceTexts;
import ai.refit.llm.report.Technologies;
import ai.refit.llm.report.Technology;
import ai.refit.llm.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges by rules alone, in the material's language: looks for evidence of what the posting asks, and tells what it found. */
public final class ReportRules {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final int LONGEST_REQUIREMENT = 80;

    private final Aliases aliases;
    private final Technologies technologies;
    private final Qualities qualities = Qualities.shipped();
    private final Wording korean;
    private final Wording english;
    private final Clock clock;

    public ReportRules(Aliases aliases, Clock clock) {
        this.aliases = aliases;
        this.technologies = new Technologies(aliases);
        this.korean = Wording.korean(aliases);
        this.english = Wording.english(aliases);
        this.clock = clock;
    }

    public ReportFindings judge(ReportMaterial material) {
        Wording wording = material.korean() ? korean : english;
        var sources = new SourceTexts(material);
        var phrases = new Phrases(wording, sources);
        var dossier = new Dossier(material, sources, technologies);
        var qualityRule = new QualityRule(dossier, wording, phrases);
        Standing standing = standing(material, dossier, qualityRule, wording, phrases);
        var strengths = new Strengths(qualities, qualityRule, wording, phrases);
        var improvements = new Improvements(technologies, wording, phrases);
        List<CitedPoint> points = strengths.of(standing);
        return new ReportFindings(
                standing.assessments(),
                points,
                strengths.reason(standing),
                improvements.of(standing),
                improvements.reason(standing),
                new Fortnight(technologies, wording, phrases).of(standing),
                new Summary(wording).of(standing, points),
                unverifiable(standing, wording, phrases));
    }

    private Standing standing(
            ReportMaterial material, Dossier dossier, QualityRule qualityRule, Wording wording, Phrases phrases) {
        JobPosting posting = material.posting();
        ResumeContent resume = material.resume();
        Career career =
                resume == null ? new Career(List.of()) : Career.of(resume, LocalDate.now(clock.withZone(SEOUL)));
        var experience = new ExperienceRule(aliases, career, posting.position(), dossier, wording, phrases);
        var judge = new RequirementJudge(
                experience,
                new EducationRule(resume == null ? List.of() : resume.education(), dossier, wording),
                new ScoreRule(dossier, wording),
                new TechnologyRule(technologies, dossier, technologies.all(material.userSkills()), wording, phrases),
                qualityRule,
                new WordRule(dossier, wording, phrases),
                qualities);
        var coverage = material.coverage();
        return new Standing(
                material,
                dossier,
                traces(coverage.requiredTechs(), coverage.missingRequired(), dossier),
                traces(coverage.preferredTechs(), coverage.missingPreferred(), dossier),
                technologies.all(coverage.missingRequired()),
                technologies.all(coverage.missingPreferred()),
                material.requirements().stream().map(judge::judge).toList(),
                Stream.concat(posting.requirements().stream(), Stream.of(posting.experienceLevel()))
                        .filter(text -> text != null && AskedYears.in(text).isPresent())
                        .flatMap(text -> experience.judge(text).stream())
                        .toList(),
                career,
                Deeds.of(dossier));
    }

    private Map<Technology, Line> traces(List<String> names, List<String> missing, Dossier dossier) {
        Map<Technology, Line> traces = new LinkedHashMap<>();
        technologies.all(names).stream()
                .filter(technology -> !missing.contains(technology.name()))
                .forEach(technology -> dossier.trace(technology).ifPresent(line -> traces.put(technology, line)));
        return traces;
    }

    /** Requirements without a trace in any source; those on technologies are missing, not unverifiable. */
    private List<String> unverifiable(Standing standing, Wording wording, Phrases phrases) {
        if (!phrases.haveSources()) {
            return List.of();
        }
        Set<String> open = standing.assessments().stream()
                .filter(assessment -> assessment.fulfillment() == Fulfillment.NOT_MET)
                .map(Assessment::requirement)
                .filter(requirement -> technologies.mentioned(requirement).isEmpty())
                .collect(Collectors.toSet());
        return standing.material().requirements().stream()
                .filter(open::contains)
                .map(requirement -> wording.say(
                        "unverifiable.requirement",
                        "requirement",
                        Excerpt.of(requirement, LONGEST_REQUIREMENT),
                        "sources",
                        phrases.searched()))
                .toList();
    }
}
