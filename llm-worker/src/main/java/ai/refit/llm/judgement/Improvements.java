package ai.refit.llm.judgement;

import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.llm.analyst.ReportFindings.Assessment;
import ai.refit.llm.analyst.ReportFindings.CitedPoint;
import ai.refit.llm.report.Career;
import ai.refit.llm.report.Excerpt;
import ai.refit.llm.report.Technologies;
import ai.refit.llm.report.Technology;
import ai.refit.llm.wording.Wording;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against the mentee, the most urgent first: required technologies missing, years, other requirements open,
 * technologies listed without a word on their use, preferred ones missing, no figures, gaps, no links.
 */
final class Improvements {

    private static final int MOST = 8;
    private static final int LONG_GAP = 6;
    private static final int LONGEST_REQUIREMENT = 60;
    private static final Pattern LINK = Pattern.compile(
            "(?i)https?://|www\\.|github|gitlab|bitbucket|notion\\.|velog|tistory|깃허브|\\.(com|io|dev)/");

    private final Technologies technologies;
    private final Wording wording;
    private final Phrases phrases;

    Improvements(Technologies technologies, Wording wording, Phrases phrases) {
        this.technologies = technologies;
        this.wording = wording;
        this.phrases = phrases;
    }

    List<CitedPoint> of(Standing standing) {
        List<CitedPoint> points = new ArrayList<>();
        if (!standing.hasResume()) {
            points.add(point("improvement.noresume"));
        }
        if (!standing.missingRequired().isEmpty()) {
            points.add(point(
                    standing.hasResume() ? "improvement.required" : "improvement.requiredunseen",
                    "techs",
                    any(standing.missingRequired())));
        }
        standing.experience().stream()
                .filter(verdict -> verdict.fulfillment() != Fulfillment.MET && standing.hasResume())
                .limit(1)
                .forEach(verdict -> points.add(new CitedPoint(verdict.reason(), verdict.evidence())));
        requirements(points, standing);
        if (!standing.unexplained().isEmpty() && standing.hasResume()) {
            points.add(point("improvement.unexplained", "techs", wording.list(standing.unexplained())));
        }
        if (!standing.missingPreferred().isEmpty()) {
            points.add(point("improvement.preferred", "techs", any(standing.missingPreferred())));
        }
        for (Line line : standing.deeds().plain().stream().limit(2).toList()) {
            points.add(new CitedPoint(
                    wording.say(
                            "improvement.figures", "place", phrases.place(line), "quote", phrases.quote(line.text())),
                    line.evidence()));
        }
        form(points, standing);
        return points.stream().limit(MOST).toList();
    }

    String reason(Standing standing) {
        var coverage = standing.material().coverage();
        List<String> sentences = new ArrayList<>();
        if (!coverage.missingRequired().isEmpty()) {
            sentences.add(wording.say(
                    "improvements.coverage",
                    "required",
                    coverage.requiredTechs().size(),
                    "missing",
                    coverage.missingRequired().size(),
                    "techs",
                    wording.list(coverage.missingRequired())));
        }
        if (!standing.open().isEmpty()) {
            sentences.add(wording.say(
                    "improvements.open",
                    "all",
                    standing.assessments().size(),
                    "open",
                    standing.open().size()));
        }
        int plain = standing.deeds().plain().size();
        if (plain > 0) {
            sentences.add(wording.say("improvements.figures", "n", plain));
        }
        return sentences.isEmpty()
                ? standing.hasResume() ? wording.say("improvements.none") : wording.say("improvements.noresume")
                : String.join(" ", sentences);
    }

    /** Open requirements of which the missing technologies and years do not tell already. */
    private void requirements(List<CitedPoint> points, Standing standing) {
        Set<String> told = new LinkedHashSet<>();
        standing.missingRequired().forEach(technology -> told.add(technology.key()));
        for (Assessment open : standing.open()) {
            Set<String> asked = new LinkedHashSet<>();
            technologies.mentioned(open.requirement()).forEach(technology -> asked.add(technology.key()));
            boolean years = standing.experience().stream()
                    .anyMatch(verdict -> open.reason().contains(verdict.reason()));
            if (asked.stream().anyMatch(told::contains) || years || !standing.hasResume()) {
                continue;
            }
            String key = open.fulfillment() == Fulfillment.NOT_MET ? "improvement.unmet" : "improvement.partly";
            points.add(new CitedPoint(
                    wording.say(
                            key,
                            "requirement",
                            Excerpt.of(open.requirement(), LONGEST_REQUIREMENT),
                            "reason",
                            open.reason()),
                    open.evidence()));
        }
    }

    /** What the résumé could tell better. */
    private void form(List<CitedPoint> points, Standing standing) {
        ResumeContent resume = standing.material().resume();
        if (resume == null) {
            return;
        }
        for (Career.Gap gap : standing.career().gaps(LONG_GAP)) {
            points.add(point(
                    "improvement.gap", "from", gap.from(), "to", gap.to(), "length", phrases.length(gap.months())));
        }
        resume.workExperience().stream()
                .filter(work -> work.company() != null && isBlank(work.description()))
                .limit(1)
                .forEach(work -> points.add(point("improvement.undescribed", "name", String.valueOf(work.company()))));
        String text = String.valueOf(standing.material().resumeText());
        if (!resume.projects().isEmpty() && !LINK.matcher(text).find()) {
            points.add(point(
                    "improvement.links",
                    "name",
                    phrases.place(
                            Line.Place.PROJECT, resume.projects().getFirst().title())));
        }
        if (resume.workExperience().isEmpty() && resume.projects().isEmpty()) {
            points.add(point("improvement.deeds"));
        }
    }

    private CitedPoint point(String key, Object... values) {
        return new CitedPoint(wording.say(key, values), null);
    }

    private String any(List<Technology> technologies) {
        return wording.any(technologies.stream().map(Technology::name).toList());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
