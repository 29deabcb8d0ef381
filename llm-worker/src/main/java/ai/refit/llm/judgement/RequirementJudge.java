package ai.refit.llm.judgement;

import ai.refit.contracts.report.Fulfillment;
import ai.refit.llm.analyst.ReportFindings.Assessment;
import ai.refit.llm.analyst.ReportFindings.Evidence;
import ai.refit.llm.report.Qualities;
import ai.refit.llm.report.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes a requirement apart into what it asks for and judges each: years, degree, score, technologies, qualities; its words
 * when it asks for none of these. All of it met is met, none of it is not, anything else is partly.
 */
final class RequirementJudge {

    private final ExperienceRule experience;
    private final EducationRule education;
    private final ScoreRule scores;
    private final TechnologyRule technologies;
    private final QualityRule qualityRule;
    private final WordRule words;
    private final Qualities qualities;

    RequirementJudge(
            ExperienceRule experience,
            EducationRule education,
            ScoreRule scores,
            TechnologyRule technologies,
            QualityRule qualityRule,
            WordRule words,
            Qualities qualities) {
        this.experience = experience;
        this.education = education;
        this.scores = scores;
        this.technologies = technologies;
        this.qualityRule = qualityRule;
        this.words = words;
        this.qualities = qualities;
    }

    Assessment judge(String requirement) {
        List<Verdict> verdicts = verdicts(requirement);
        Set<Fulfillment> all = verdicts.stream().map(Verdict::fulfillment).collect(Collectors.toSet());
        @Nullable Evidence evidence = null;
        for (Verdict verdict : verdicts) {
            evidence = evidence == null ? verdict.evidence() : evidence;
        }
        Fulfillment fulfillment = all.size() == 1 ? all.iterator().next() : Fulfillment.PARTLY_MET;
        String reason = verdicts.stream().map(Verdict::reason).distinct().collect(Collectors.joining(" "));
        return new Assessment(requirement, fulfillment, reason, evidence);
    }

    private List<Verdict> verdicts(String requirement) {
        List<Quality> asked = qualities.askedIn(requirement).stream()
                .filter(Quality::isShownByWords)
                .toList();
        Set<String> judged = new TreeSet<>();
        List<Verdict> verdicts = new ArrayList<>();
        experience.judge(requirement).ifPresent(verdicts::add);
        education.judge(requirement).ifPresent(verdicts::add);
        scores.judge(requirement).ifPresent(verdict -> {
            verdicts.add(verdict);
            judged.addAll(ScoreRule.TESTS);
        });
        asked.forEach(quality -> judged.addAll(quality.concepts()));
        technologies.judge(requirement, judged).ifPresent(verdicts::add);
        for (Quality quality : asked) {
            boolean scored =
                    quality.id().equals("english") && judged.containsAll(ScoreRule.TESTS) && !verdicts.isEmpty();
            if (!scored) {
                verdicts.add(qualityRule.judge(quality));
            }
        }
        if (verdicts.isEmpty()) {
            verdicts.add(words.judge(requirement));
        }
        return verdicts;
    }
}
