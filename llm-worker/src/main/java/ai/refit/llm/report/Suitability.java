package ai.refit.llm.report;

import ai.refit.contracts.posting.JobPosting;
import ai.refit.contracts.report.Fulfillment;
import ai.refit.contracts.report.Grade;
import ai.refit.contracts.report.Report.TechCoverage;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Our own two grades. Job fit is the mean of what is known of: required technologies owned (weight 4), requirements met (4),
 * and years asked for that were worked (2). The chance to pass also counts preferred technologies, and each requirement not
 * met weighs against it. Without résumé and chat nothing has been shown, so neither is high.
 */
record Suitability(Grade jobFit, Grade passProbability) {

    private static final double HIGH = 0.7;
    private static final double MIDDLE = 0.4;

    static Suitability of(
            TechCoverage coverage, List<Fulfillment> assessments, OptionalDouble experience, boolean shown) {
        double sum = 0;
        double weight = 0;
        if (!coverage.requiredTechs().isEmpty()) {
            sum += 4 * coverage.coverageRate() / 100;
            weight += 4;
        }
        if (!assessments.isEmpty()) {
            sum += 4
                    * assessments.stream()
                            .mapToDouble(Suitability::worth)
                            .average()
                            .orElseThrow();
            weight += 4;
        }
        if (experience.isPresent()) {
            sum += 2 * experience.getAsDouble();
            weight += 2;
        }
        double fit = weight == 0 ? 0 : sum / weight;
        int preferred = coverage.preferredTechs().size();
        double wished =
                preferred == 0 ? fit : 1 - (double) coverage.missingPreferred().size() / preferred;
        double unmet = assessments.isEmpty()
                ? 0
                : (double) assessments.stream()
                                .filter(Fulfillment.NOT_MET::equals)
                                .count()
                        / assessments.size();
        double pass = 0.8 * fit + 0.2 * wished - 0.2 * unmet;
        return new Suitability(grade(fit, shown), grade(pass, shown));
    }

    /** Share of the years that the posting asks for, worked in its occupation; empty when it asks for none. */
    static OptionalDouble experience(JobPosting posting, Career career, Relevance relevance) {
        OptionalInt years = Stream.concat(posting.requirements().stream(), Stream.of(posting.experienceLevel()))
                .filter(text -> text != null && !Instructions.standIn(text))
                .map(AskedYears::in)
                .flatMapToInt(OptionalInt::stream)
                .max();
        return years.isEmpty() || years.getAsInt() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.min(1, career.months(relevance.to("", posting.position())) / 12.0 / years.getAsInt()));
    }

    private static double worth(Fulfillment fulfillment) {
        return switch (fulfillment) {
            case MET -> 1;
            case PARTLY_MET -> 0.5;
            case NOT_MET -> 0;
        };
    }

    private static Grade grade(double score, boolean shown) {
        return score >= HIGH && shown ? Grade.HIGH : score >= MIDDLE ? Grade.MIDDLE : Grade.LOW;
    }
}
