package ai.refit.llm.judgement;

import ai.refit.llm.judgement.Line.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was done at work and in projects: which lines tell a result in figures, and which companies and projects have none.
 *
 * @param measured with a figure and a word of change, in the résumé's order
 * @param plain one line for each company or project that tells no figure at all
 */
record Deeds(List<Line> measured, List<Line> plain) {

    private static final Pattern FIGURE = Pattern.compile(
            "(?i)\\d[\\d,.]*\\s*(%|퍼센트|배|건|명|만|억|초|분|ms|시간|TPS|QPS|RPS|GB|TB|x\\b|k\\b|m\\b|million|users|requests|seconds|minutes|hours|times)");
    private static final Pattern CHANGE = Pattern.compile(
            "(?i)개선|단축|향상|감소|증가|절감|축소|확대|처리|달성|기록|줄|늘|높|낮|reduc|improv|increas|decreas|\\bcut|faster|grew|saved|saving|serv|handl|achiev|boost|lower|rais|process");
    private static final Pattern CLAUSE = Pattern.compile("(?<!\\d),(?!\\d)|,\\s+|;|하여 |해서 |하고 |고 |으며 |며 ");
    private static final int LONG = 60;

    static Deeds of(Dossier dossier) {
        List<Line> measured = new ArrayList<>();
        List<Line> plain = new ArrayList<>();
        Set<@Nullable String> measuredOwners = new LinkedHashSet<>();
        List<Line> deeds = dossier.lines().stream()
                .filter(line -> line.place().isDeed() && line.owner() != null)
                .toList();
        for (Line line : deeds) {
            if (tellsFigures(line)) {
                measured.add(line);
                measuredOwners.add(line.owner());
            }
        }
        Set<@Nullable String> seen = new LinkedHashSet<>(measuredOwners);
        for (Line line : deeds) {
            boolean titleOnly = line.place() == Place.PROJECT && line.text().equals(line.owner());
            if (!titleOnly && seen.add(line.owner())) {
                plain.add(line);
            }
        }
        return new Deeds(List.copyOf(measured), List.copyOf(plain));
    }

    /** The clause of a line that has the figure. */
    static String clause(Line line) {
        String text = line.text().strip();
        if (text.length() <= LONG) {
            return text;
        }
        for (String clause : CLAUSE.split(text)) {
            Matcher figure = FIGURE.matcher(clause);
            if (figure.find() && CHANGE.matcher(clause).find()) {
                return clause.strip();
            }
        }
        return text;
    }

    private static boolean tellsFigures(Line line) {
        return FIGURE.matcher(line.text()).find() && CHANGE.matcher(line.text()).find();
    }
}
