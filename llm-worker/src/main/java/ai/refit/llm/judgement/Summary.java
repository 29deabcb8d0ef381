package ai.refit.llm.judgement;

import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.report.Report.TechCoverage;
import ai.refit.llm.analyst.ReportFindings.Assessment;
import ai.refit.llm.analyst.ReportFindings.CitedPoint;
import ai.refit.llm.report.Excerpt;
import ai.refit.llm.wording.Wording;
import java.util.ArrayList;
import java.util.List;

/** The findings in at most 300 characters. */
final class Summary {

    private static final int LONGEST = 300;
    private static final int LONGEST_REQUIREMENT = 40;

    private final Wording wording;

    Summary(Wording wording) {
        this.wording = wording;
    }

    String of(Standing standing, List<CitedPoint> strengths) {
        TechCoverage coverage = standing.material().coverage();
        List<String> sentences = new ArrayList<>();
        if (!standing.hasResume()) {
            sentences.add(wording.say("comment.noresume"));
        }
        int required = coverage.requiredTechs().size();
        if (required > 0) {
            sentences.add(wording.say(
                    "comment.coverage",
                    "required",
                    required,
                    "owned",
                    required - coverage.missingRequired().size(),
                    "rate",
                    coverage.coverageRate()));
        }
        List<Assessment> met = standing.assessments().stream()
                .filter(assessment -> assessment.fulfillment() == Fulfillment.MET)
                .toList();
        if (!met.isEmpty()) {
            sentences.add(wording.say(
                    "comment.met",
                    "all",
                    standing.assessments().size(),
                    "met",
                    met.size(),
                    "requirement",
                    Excerpt.of(met.getFirst().requirement(), LONGEST_REQUIREMENT)));
        } else if (!strengths.isEmpty()) {
            sentences.add(strengths.getFirst().text());
        }
        if (!coverage.missingRequired().isEmpty()) {
            sentences.add(wording.say(
                    "comment.missing",
                    "techs",
                    wording.list(coverage.missingRequired().stream().limit(4).toList())));
        } else if (!standing.open().isEmpty()) {
            sentences.add(wording.say(
                    "comment.open",
                    "requirement",
                    Excerpt.of(standing.open().getFirst().requirement(), LONGEST_REQUIREMENT)));
        } else if (!standing.deeds().plain().isEmpty()) {
            sentences.add(wording.say(
                    "comment.figures",
                    "name",
                    String.valueOf(standing.deeds().plain().getFirst().owner())));
        } else if (!coverage.missingPreferred().isEmpty()) {
            sentences.add(wording.say(
                    "comment.preferred",
                    "techs",
                    wording.list(coverage.missingPreferred().stream().limit(4).toList())));
        } else {
            sentences.add(wording.say("comment.ready"));
        }
        return Excerpt.sentences(String.join(" ", sentences), LONGEST);
    }
}
