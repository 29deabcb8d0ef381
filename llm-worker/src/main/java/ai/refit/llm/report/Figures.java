package ai.refit.llm.report;

import ai.refit.contracts.model.Source;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Percentages in what an analyst writes. One that stands in no source and is not the coverage rate was made up, so the sentence
 * that tells it is left out and counted.
 */
final class Figures {

    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(?:%|퍼센트|percent)");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+");

    private final Set<Double> known = new HashSet<>();
    private int dropped;

    Figures(SourceTexts sources, double coverageRate) {
        known.add(coverageRate);
        known.add((double) Math.round(coverageRate));
        for (Source source : Source.values()) {
            PERCENT.matcher(sources.text(source))
                    .results()
                    .forEach(figure -> known.add(Double.valueOf(figure.group(1))));
        }
    }

    /** The text without such sentences. */
    String checked(String text) {
        if (!PERCENT.matcher(text).find()) {
            return text;
        }
        var kept = new StringBuilder();
        for (String sentence : SENTENCE.split(text)) {
            Matcher figures = PERCENT.matcher(sentence);
            boolean invented = figures.results().anyMatch(figure -> !known.contains(Double.valueOf(figure.group(1))));
            if (invented) {
                dropped++;
            } else {
                kept.append(kept.isEmpty() ? "" : " ").append(sentence);
            }
        }
        return kept.toString();
    }

    int dropped() {
        return dropped;
    }
}
