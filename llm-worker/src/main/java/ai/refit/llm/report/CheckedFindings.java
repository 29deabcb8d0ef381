package ai.refit.llm.report;

import ai.refit.contracts.model.Citation;
import ai.refit.contracts.model.Source;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.llm.analyst.ReportFindings;
import ai.refit.llm.analyst.ReportFindings.Assessment;
import ai.refit.llm.analyst.ReportFindings.CitedPoint;
import ai.refit.llm.analyst.ReportFindings.Evidence;
import ai.refit.llm.analyst.ReportMaterial;
import ai.refit.llm.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Findings of which every claim that cites something has been looked up, and every percentage. One whose words stand in no source is dropped; an
 * assessment cannot be, so it becomes that of a requirement for which nothing speaks. That a requirement is met, only the
 * résumé or the chat shows; that it is partly met the mentor's word shows too; the posting shows neither.
 *
 * @param assessments one for each requirement, in its order
 * @param cited claims that stand on words that exist
 * @param dropped claims that cite what does not, and sentences with percentages made up
 */
record CheckedFindings(
        List<CheckedAssessment> assessments,
        List<Point> strengths,
        String strengthsReason,
        List<Point> improvements,
        String improvementsReason,
        String comment,
        int cited,
        int dropped) {

    record CheckedAssessment(
            Fulfillment fulfillment,
            String reason,
            @Nullable Citation citation) {}

    record Point(String text, @Nullable Citation citation) {}

    static CheckedFindings of(ReportFindings findings, ReportMaterial material, SourceTexts sources, Wording wording) {
        var figures = new Figures(sources, material.coverage().coverageRate());
        var check = new Check(sources, figures, wording);
        List<String> requirements = material.requirements();
        List<CheckedAssessment> assessments = new ArrayList<>();
        for (int i = 0; i < requirements.size(); i++) {
            assessments.add(assessment(findings, requirements, i)
                    .map(check::assessment)
                    .orElseGet(
                            () -> new CheckedAssessment(Fulfillment.NOT_MET, wording.say("assessment.absent"), null)));
        }
        List<Point> strengths = check.points(findings.strengths(), true);
        List<Point> improvements = check.points(findings.improvements(), false);
        String strengthsReason = figures.checked(findings.strengthsReason());
        String improvementsReason = figures.checked(findings.improvementsReason());
        String comment = figures.checked(findings.comment());
        return new CheckedFindings(
                assessments,
                strengths,
                strengthsReason,
                improvements,
                improvementsReason,
                comment,
                check.cited,
                check.dropped + figures.dropped());
    }

    /** The one in the requirement's words; when nobody's words are those, the one in its place. */
    private static Optional<Assessment> assessment(ReportFindings findings, List<String> requirements, int place) {
        List<Assessment> all = findings.assessments();
        Optional<Assessment> same = all.stream()
                .filter(assessment -> isOn(assessment, requirements.get(place)))
                .findFirst();
        if (same.isPresent() || all.size() != requirements.size()) {
            return same;
        }
        Assessment inPlace = all.get(place);
        boolean onAnother = requirements.stream().anyMatch(requirement -> isOn(inPlace, requirement));
        return onAnother ? Optional.empty() : Optional.of(inPlace);
    }

    private static boolean isOn(Assessment assessment, String requirement) {
        return Requirements.key(assessment.requirement()).equals(Requirements.key(requirement));
    }

    private static final class Check {
        private final SourceTexts sources;
        private final Figures figures;
        private final Wording wording;
        private int cited;
        private int dropped;

        Check(SourceTexts sources, Figures figures, Wording wording) {
            this.sources = sources;
            this.figures = figures;
            this.wording = wording;
        }

        CheckedAssessment assessment(Assessment said) {
            CheckedAssessment checked = cited(said);
            String reason = figures.checked(checked.reason());
            Citation citation = checked.citation();
            return new CheckedAssessment(
                    checked.fulfillment(),
                    !reason.isBlank()
                            ? reason
                            : citation == null
                                    ? wording.say("assessment.absent")
                                    : wording.say("assessment.quoted", "quote", citation.quote()),
                    citation);
        }

        private CheckedAssessment cited(Assessment said) {
            Evidence evidence = said.evidence();
            Optional<Citation> citation = evidence == null ? Optional.empty() : sources.find(evidence);
            boolean met = said.fulfillment() != Fulfillment.NOT_MET;
            if (citation.isEmpty()) {
                if (evidence == null && !met) {
                    return new CheckedAssessment(Fulfillment.NOT_MET, said.reason(), null);
                }
                dropped++;
                return new CheckedAssessment(Fulfillment.NOT_MET, wording.say("assessment.dropped"), null);
            }
            cited++;
            Source source = citation.get().source();
            boolean shown = source == Source.RESUME || source == Source.CHAT;
            if (!met || shown || said.fulfillment() == Fulfillment.PARTLY_MET && source == Source.MENTOR_FEEDBACK) {
                return new CheckedAssessment(said.fulfillment(), said.reason(), citation.get());
            }
            return source == Source.MENTOR_FEEDBACK
                    ? new CheckedAssessment(
                            Fulfillment.PARTLY_MET,
                            said.reason() + " " + wording.say("assessment.mentoronly"),
                            citation.get())
                    : new CheckedAssessment(Fulfillment.NOT_MET, wording.say("assessment.postingonly"), null);
        }

        List<Point> points(List<CitedPoint> said, boolean needEvidence) {
            List<Point> kept = new ArrayList<>();
            for (CitedPoint point : said) {
                Evidence evidence = point.evidence();
                Optional<Citation> citation = evidence == null ? Optional.empty() : sources.find(evidence);
                boolean fromPosting = citation.isPresent() && citation.get().source() == Source.POSTING;
                boolean unproven =
                        needEvidence ? citation.isEmpty() || fromPosting : evidence != null && citation.isEmpty();
                boolean known = kept.stream()
                        .anyMatch(other -> Requirements.key(other.text()).equals(Requirements.key(point.text())));
                if (unproven) {
                    dropped++;
                } else if (!known && !point.text().isBlank()) {
                    cited += citation.isPresent() ? 1 : 0;
                    kept.add(new Point(point.text().strip(), citation.orElse(null)));
                }
            }
            return kept;
        }
    }
}
