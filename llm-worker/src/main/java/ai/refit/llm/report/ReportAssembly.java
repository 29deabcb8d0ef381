package ai.refit.llm.report;

import ai.refit.contracts.analysis.ResumeAnalysis;
import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Provenance;
import ai.refit.contracts.model.Usage;
import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.report.MentorFeedback;
import ai.refit.contracts.report.MentorFeedback.Assessment;
import ai.refit.contracts.report.Report;
import ai.refit.contracts.report.Report.ActionPlan;
import ai.refit.contracts.report.Report.BasicInfo;
import ai.refit.contracts.report.Report.CapabilityMatching;
import ai.refit.contracts.report.Report.DataSources;
import ai.refit.contracts.report.Report.FinalComment;
import ai.refit.contracts.report.Report.ImprovementsAnalysis;
import ai.refit.contracts.report.Report.OverallEvaluation;
import ai.refit.contracts.report.Report.Reliability;
import ai.refit.contracts.report.Report.RequirementMatch;
import ai.refit.contracts.report.Report.StrengthsAnalysis;
import ai.refit.contracts.report.ReportRequest;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.report.CheckedFindings.CheckedAssessment;
import ai.refit.llm.report.CheckedFindings.Point;
import ai.refit.llm.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the ten sections of findings, whoever the analyst was. */
public final class ReportAssembly {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final int LONGEST_COMMENT = 300;

    private final Wording korean;
    private final Wording english;
    private final Likeness likeness;
    private final Unverifiable unverifiable;
    private final Relevance relevance;
    private final Clock clock;

    public ReportAssembly(Aliases aliases, Clock clock) {
        this.korean = Wording.korean(aliases);
        this.english = Wording.english(aliases);
        Qualities qualities = Qualities.shipped();
        this.likeness = new Likeness(aliases, qualities);
        this.unverifiable = new Unverifiable(new Technologies(aliases), qualities);
        this.relevance = new Relevance(aliases);
        this.clock = clock;
    }

    /**
     * The report on what {@link ReportMaterials} gathered.
     *
     * @param resume the one the material was made of; null when there was none
     * @param findings of whichever analyst judged the material
     */
    public Report assemble(
            ReportRequest request,
            @Nullable ResumeAnalysis resume,
            ReportMaterial material,
            ReportFindings findings,
            Provenance provenance,
            Usage usage) {
        Wording wording = material.korean() ? korean : english;
        var sources = new SourceTexts(material);
        CheckedFindings checked = CheckedFindings.of(findings, material, sources, wording);
        Optional<MentorFeedback> feedback = Optional.ofNullable(material.feedback());
        List<RequirementMatch> matches = matches(material, checked.assessments());
        Comparison strengths =
                Comparison.of(feedback.map(MentorFeedback::strengths).orElse(List.of()), checked.strengths(), likeness);
        Comparison improvements = Comparison.of(
                feedback.map(MentorFeedback::improvements).orElse(List.of()), checked.improvements(), likeness);
        LocalDate today = LocalDate.now(clock.withZone(SEOUL));
        return new Report(
                new BasicInfo(
                        today.toString(),
                        material.posting().title(),
                        material.posting().position()),
                material.coverage(),
                new CapabilityMatching(matches),
                new StrengthsAnalysis(
                        texts(strengths.common()),
                        strengths.mentorOnly(),
                        texts(strengths.aiOnly()),
                        checked.strengths().isEmpty() ? wording.say("strengths.none") : checked.strengthsReason()),
                new ImprovementsAnalysis(
                        texts(improvements.common()),
                        improvements.mentorOnly(),
                        texts(improvements.aiOnly()),
                        checked.improvements().isEmpty()
                                ? wording.say("improvements.none")
                                : checked.improvementsReason()),
                new ActionPlan(
                        written(findings.actions()),
                        written(feedback.map(MentorFeedback::actionItems).orElse(List.of()))),
                overall(material, matches, today),
                new FinalComment(
                        comment(checked.comment(), matches, wording),
                        feedback.map(MentorFeedback::overallComment)
                                .filter(comment -> !comment.isBlank())
                                .orElse(null)),
                dataSources(material, provenance, wording),
                reliability(request, resume, material, findings, checked, matches, provenance, sources, wording),
                evidence(checked, strengths, improvements),
                checked.dropped(),
                provenance,
                usage);
    }

    private List<RequirementMatch> matches(ReportMaterial material, List<CheckedAssessment> ours) {
        List<RequirementMatch> matches = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            String requirement = material.requirements().get(i);
            CheckedAssessment our = ours.get(i);
            Optional<Assessment> mentors = mentors(material.feedback(), requirement);
            Fulfillment said = mentors.map(Assessment::fulfillment).orElse(null);
            matches.add(new RequirementMatch(
                    requirement,
                    said,
                    mentors.map(Assessment::reason)
                            .filter(reason -> !reason.isBlank())
                            .orElse(null),
                    our.fulfillment(),
                    our.reason(),
                    said == null ? null : said == our.fulfillment()));
        }
        return matches;
    }

    private static String comment(String said, List<RequirementMatch> matches, Wording wording) {
        long met = matches.stream()
                .filter(match -> match.aiAssessment() == Fulfillment.MET)
                .count();
        return said.isBlank()
                ? wording.say("comment.plain", "all", matches.size(), "met", met)
                : Excerpt.sentences(said, LONGEST_COMMENT);
    }

    /** The one in the same words, else in the same meaning. */
    private Optional<Assessment> mentors(@Nullable MentorFeedback feedback, String requirement) {
        List<Assessment> all = feedback == null
                ? List.of()
                : feedback.requirementAssessments().stream()
                        .filter(assessment -> assessment.requirement() != null
                                && !assessment.requirement().isBlank())
                        .toList();
        String key = Requirements.key(requirement);
        return all.stream()
                .filter(assessment -> Requirements.key(assessment.requirement()).equals(key))
                .findFirst()
                .or(() -> all.stream()
                        .filter(assessment -> likeness.areAlike(assessment.requirement(), requirement))
                        .max(Comparator.comparingDouble(
                                assessment -> likeness.degree(assessment.requirement(), requirement))));
    }

    private OverallEvaluation overall(ReportMaterial material, List<RequirementMatch> matches, LocalDate today) {
        OptionalDouble experience = material.resume() == null
                ? OptionalDouble.empty()
                : Suitability.experience(material.posting(), Career.of(material.resume(), today), relevance);
        Suitability ours = Suitability.of(
                material.coverage(),
                matches.stream().map(RequirementMatch::aiAssessment).toList(),
                experience,
                material.resumeText() != null || isTalk(material));
        Optional<MentorFeedback> feedback = Optional.ofNullable(material.feedback());
        return new OverallEvaluation(
                feedback.map(MentorFeedback::jobFit).orElse(ours.jobFit()),
                feedback.map(MentorFeedback::passProbability).orElse(ours.passProbability()));
    }

    private static DataSources dataSources(ReportMaterial material, Provenance provenance, Wording wording) {
        return new DataSources(
                material.resumeText() != null,
                material.posting().isPosting(),
                isTalk(material),
                true,
                wording.say(
                        switch (provenance.engine()) {
                            case GEMINI -> "privacy.gemini";
                            case OFFLINE -> "privacy.offline";
                        }));
    }

    private Reliability reliability(
            ReportRequest request,
            @Nullable ResumeAnalysis resume,
            ReportMaterial material,
            ReportFindings findings,
            CheckedFindings checked,
            List<RequirementMatch> matches,
            Provenance provenance,
            SourceTexts sources,
            Wording wording) {
        JobPosting posting = material.posting();
        Confidence confidence = Confidence.of(
                new Confidence.Factors(
                        material.resumeText() != null,
                        resume == null ? 0 : resume.confidence(),
                        !posting.requirements().isEmpty()
                                || !posting.requiredTechs().isEmpty(),
                        saysSomething(material.feedback()),
                        isTalk(material),
                        checked.cited(),
                        checked.dropped(),
                        provenance.degraded()),
                matches,
                wording);
        return new Reliability(
                confidence.score(),
                confidence.reason(),
                unverifiable.of(material, request.resumeNote(), findings.unverifiable(), sources, wording));
    }

    private static Map<String, List<Citation>> evidence(
            CheckedFindings checked, Comparison strengths, Comparison improvements) {
        Map<String, List<Citation>> evidence = new LinkedHashMap<>();
        for (int i = 0; i < checked.assessments().size(); i++) {
            Citation citation = checked.assessments().get(i).citation();
            if (citation != null) {
                evidence.put("/capability_matching/matches/" + i + "/ai_reason", List.of(citation));
            }
        }
        cite(evidence, "/strengths_analysis/common_strengths/", strengths.common());
        cite(evidence, "/strengths_analysis/ai_only_strengths/", strengths.aiOnly());
        cite(evidence, "/improvements_analysis/common_improvements/", improvements.common());
        cite(evidence, "/improvements_analysis/ai_only_improvements/", improvements.aiOnly());
        return evidence;
    }

    private static void cite(Map<String, List<Citation>> evidence, String pointer, List<Point> points) {
        for (int i = 0; i < points.size(); i++) {
            Citation citation = points.get(i).citation();
            if (citation != null) {
                evidence.put(pointer + i, List.of(citation));
            }
        }
    }

    private static boolean isTalk(ReportMaterial material) {
        return material.chat().stream().anyMatch(message -> !message.content().isBlank());
    }

    private static boolean saysSomething(@Nullable MentorFeedback feedback) {
        return feedback != null
                && (feedback.jobFit() != null
                        || feedback.passProbability() != null
                        || Stream.of(feedback.keyRequirements(), feedback.strengths(), feedback.improvements())
                                .flatMap(List::stream)
                                .anyMatch(text -> !text.isBlank())
                        || feedback.requirementAssessments().stream()
                                .anyMatch(assessment -> assessment.fulfillment() != null));
    }

    private static List<String> texts(List<Point> points) {
        return points.stream().map(Point::text).toList();
    }

    private static List<String> written(List<String> texts) {
        return texts.stream()
                .filter(text -> !text.isBlank())
                .map(String::strip)
                .distinct()
                .toList();
    }
}
