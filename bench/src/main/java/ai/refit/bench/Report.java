package ai.refit.bench;

import ai.refit.bench.Figure.Target.AtLeast;
import ai.refit.bench.Figure.Target.AtMost;
import ai.refit.contracts.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All figures, for people and for programs. */
record Report(Machine machine, List<Figure> figures) {

    private static final String LINE = "%-52s %12s %-19s %12s  %-27s %10s  %s%n";

    Report {
        figures = List.copyOf(figures);
    }

    boolean isAllMet() {
        return figures.stream().noneMatch(figure -> Boolean.FALSE.equals(figure.isMet()));
    }

    /** A table with the medians of all rounds. */
    String table() {
        var table = new StringBuilder(machine + System.lineSeparator());
        table.append(LINE.formatted(
                "figure (median of rounds)", "measured", "lowest–highest", "baseline", "of", "target", "met"));
        for (Figure figure : figures) {
            Rounds measured = figure.measured();
            Rounds baseline = figure.baseline();
            table.append(LINE.formatted(
                    figure.what(),
                    number(measured.median()) + " " + figure.unit(),
                    measured.values().size() == 1 ? "" : number(measured.lowest()) + "–" + number(measured.highest()),
                    baseline == null ? "" : number(baseline.median()) + " " + figure.unit(),
                    figure.baselineOf(),
                    switch (figure.target()) {
                        case null -> "";
                        case AtMost(double bound) -> "≤ " + number(bound);
                        case AtLeast(double bound) -> "≥ " + number(bound);
                    },
                    switch (figure.isMet()) {
                        case null -> "";
                        case Boolean met -> met ? "yes" : "NO";
                    }));
        }
        return table.toString();
    }

    byte[] json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("machine", machine);
        report.put("figures", figures.stream().map(Report::json).toList());
        return Json.bytes(report);
    }

    private static Map<String, Object> json(Figure figure) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("what", figure.what());
        line.put("unit", figure.unit());
        line.put("measured", figure.measured().median());
        line.put("rounds", figure.measured().values());
        Rounds baseline = figure.baseline();
        if (baseline != null) {
            line.put("baseline", baseline.median());
            line.put("baseline_rounds", baseline.values());
            line.put("baseline_of", figure.baselineOf());
        }
        switch (figure.target()) {
            case null -> {}
            case AtMost(double bound) -> line.put("at_most", bound);
            case AtLeast(double bound) -> line.put("at_least", bound);
        }
        Boolean met = figure.isMet();
        if (met != null) {
            line.put("met", met);
        }
        return line;
    }

    /** Three or four digits that matter. */
    private static String number(double value) {
        String form = value == Math.rint(value)
                ? "%,.0f"
                : value < 1 ? "%.3f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, form, value);
    }
}
