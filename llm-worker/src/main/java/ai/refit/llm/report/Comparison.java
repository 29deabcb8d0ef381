package ai.refit.llm.report;

import ai.refit.llm.report.CheckedFindings.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The mentor's points and ours, told apart by meaning. Each of the mentor's goes with the one of ours that is most alike. What
 * both say stands in our words, since those are cited.
 *
 * @param mentorOnly in the mentor's words, each once, without blank ones
 */
record Comparison(List<Point> common, List<String> mentorOnly, List<Point> aiOnly) {

    static Comparison of(List<String> mentors, List<Point> ours, Likeness likeness) {
        List<String> mentorOnly = new ArrayList<>();
        List<Point> common = new ArrayList<>();
        for (String said : mentors) {
            List<Point> same = ours.stream()
                    .filter(point -> likeness.areAlike(said, point.text()))
                    .sorted(Comparator.comparingDouble((Point point) -> likeness.degree(said, point.text()))
                            .reversed())
                    .limit(1)
                    .toList();
            boolean known = mentorOnly.stream()
                    .anyMatch(other -> Requirements.key(other).equals(Requirements.key(said)));
            if (same.isEmpty() && !known && !Requirements.key(said).isEmpty()) {
                mentorOnly.add(said.strip());
            }
            common.addAll(same);
        }
        return new Comparison(
                ours.stream().filter(common::contains).toList(),
                mentorOnly,
                ours.stream().filter(point -> !common.contains(point)).toList());
    }
}
