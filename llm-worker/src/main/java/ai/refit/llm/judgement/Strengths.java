package ai.refit.llm.judgement;

import ai.refit.contracts.analysis.ResumeContent;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.llm.analyst.ReportFindings.CitedPoint;
import ai.refit.llm.report.Qualities;
import ai.refit.llm.report.Quality;
import ai.refit.llm.report.Technology;
import ai.refit.llm.wording.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What speaks for the mentee, the weightiest first: required technologies used at work, years, results in figures, preferred
 * technologies, qualities that the posting asks for, certificates, awards, and technologies that are only listed.
 */
final class Strengths {

    private static final int MOST = 7;
    private static final int RESULTS = 2;

    private final Qualities qualities;
    private final QualityRule qualityRule;
    private final Wording wording;
    private final Phrases phrases;

    Strengths(Qualities qualities, QualityRule qualityRule, Wording wording, Phrases phrases) {
        this.qualities = qualities;
        this.qualityRule = qualityRule;
        this.wording = wording;
        this.phrases = phrases;
    }

    List<CitedPoint> of(Standing standing) {
        List<CitedPoint> points = new ArrayList<>();
        used(points, "strength.required", standing.required(), true);
        standing.experience().stream()
                .filter(verdict -> verdict.fulfillment() == Fulfillment.MET)
                .limit(1)
                .forEach(verdict -> points.add(new CitedPoint(verdict.reason(), verdict.evidence())));
        standing.deeds().measured().stream()
                .limit(RESULTS)
                .forEach(line -> points.add(new CitedPoint(
                        wording.say(
                                "strength.result",
                                "place",
                                phrases.place(line),
                                "quote",
                                phrases.quote(Deeds.clause(line))),
                        line.evidence())));
        used(points, "strength.preferred", standing.preferred(), true);
        qualities(points, standing);
        ResumeContent resume = standing.material().resume();
        if (resume != null) {
            resume.certifications().stream()
                    .limit(2)
                    .forEach(line -> standing.dossier()
                            .lineWith(line)
                            .or(() -> standing.dossier().lineWith(line.replaceAll("\\s*\\(.*", "")))
                            .ifPresent(evidence -> points.add(
                                    new CitedPoint(wording.say("strength.certificate", "line", line), evidence))));
            resume.awards().stream()
                    .limit(1)
                    .forEach(line -> standing.dossier()
                            .lineWith(line)
                            .or(() -> standing.dossier().lineWith(line.replaceAll("\\s*\\(.*", "")))
                            .ifPresent(evidence ->
                                    points.add(new CitedPoint(wording.say("strength.award", "line", line), evidence))));
        }
        used(points, "strength.listed", standing.required(), false);
        used(points, "strength.listedpreferred", standing.preferred(), false);
        return points.stream().limit(MOST).toList();
    }

    String reason(Standing standing) {
        var coverage = standing.material().coverage();
        List<String> sentences = new ArrayList<>();
        int required = coverage.requiredTechs().size();
        int owned = required - coverage.missingRequired().size();
        if (required > 0 && !standing.required().isEmpty()) {
            sentences.add(wording.say(
                    "strengths.coverage",
                    "required",
                    required,
                    "owned",
                    owned,
                    "techs",
                    wording.list(names(standing.required()))));
        }
        long met = standing.assessments().stream()
                .filter(assessment -> assessment.fulfillment() == Fulfillment.MET)
                .count();
        if (met > 0) {
            sentences.add(
                    wording.say("strengths.met", "all", standing.assessments().size(), "met", met));
        }
        int results = standing.deeds().measured().size();
        if (results > 0) {
            sentences.add(wording.say("strengths.results", "n", results));
        }
        return sentences.isEmpty() ? wording.say("strengths.none") : String.join(" ", sentences);
    }

    /** One point for each company or project in which some of them were used. */
    private void used(List<CitedPoint> points, String template, Map<Technology, Line> traces, boolean deeds) {
        Map<String, Map<Technology, Line>> byPlace = new LinkedHashMap<>();
        traces.forEach((technology, line) -> {
            if (line.place().isDeed() == deeds) {
                byPlace.computeIfAbsent(phrases.place(line), place -> new LinkedHashMap<>())
                        .put(technology, line);
            }
        });
        byPlace.forEach((place, found) -> points.add(new CitedPoint(
                wording.say(template, "place", place, "techs", wording.list(names(found))),
                found.values().iterator().next().evidence())));
    }

    private void qualities(List<CitedPoint> points, Standing standing) {
        String asked = String.join(
                "\n",
                Stream.of(
                                standing.material().requirements(),
                                standing.material().posting().requirements(),
                                standing.material().posting().preferred())
                        .flatMap(List::stream)
                        .toList());
        for (Quality quality : qualities.askedIn(asked)) {
            if (quality.isShownByWords()) {
                qualityRule
                        .shownBy(quality)
                        .filter(line -> line.place().isDeed())
                        .filter(line -> points.stream()
                                .noneMatch(point -> line.evidence().equals(point.evidence())))
                        .ifPresent(line -> points.add(new CitedPoint(
                                wording.say(
                                        "strength.quality",
                                        "quality",
                                        wording.say("quality." + quality.id()),
                                        "place",
                                        phrases.place(line),
                                        "quote",
                                        phrases.quote(line.text())),
                                line.evidence())));
            }
        }
    }

    private static List<String> names(Map<Technology, Line> traces) {
        return traces.keySet().stream().map(Technology::name).toList();
    }
}
