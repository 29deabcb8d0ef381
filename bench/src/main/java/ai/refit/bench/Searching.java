package ai.refit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the search bench in a JVM of its own and reads its figures. */
final class Searching {

    private static final String PROGRAM = "ai.refit.bench.SearchBench";
    private static final Pattern TIMES = Pattern.compile("(.+?)\\s+p50 .*p95\\s+([\\d.,]+) ms.*");
    private static final Pattern VALUE = Pattern.compile("(.+?)\\s+([\\d.,]+)(?: (?:ms|s|MB)(?:,.*)?)?");

    private Searching() {}

    static List<Figure> measure(int mentors, Progress progress) throws IOException, InterruptedException {
        try {
            Class.forName(PROGRAM, false, Searching.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            progress.say("this build has no search bench: nothing measured");
            return List.of();
        }
        Process process = new ProcessBuilder(
                        Program.command(List.of(), PROGRAM, "--mentors", Integer.toString(mentors)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                progress.say("search: " + line);
                lines.add(line);
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the search bench failed");
        }
        return figures(lines, mentors);
    }

    /** Of what it prints: the times of whole recommendations, of the vector part, and single values. */
    static List<Figure> figures(List<String> lines, int mentors) {
        List<Figure> figures = new ArrayList<>();
        String what = "search, %,d mentors, ".formatted(mentors);
        OptionalDouble exact = value(lines, TIMES, "vectors, exact scan");
        for (String line : lines) {
            Matcher times = TIMES.matcher(line);
            if (times.matches() && !times.group(1).startsWith("vectors")) {
                Figure figure = Figure.of(what + times.group(1) + ", p95", "ms", Rounds.of(number(times.group(2))))
                        .atMost(5);
                figures.add(exact.isPresent() ? figure.against("exact scan", Rounds.of(exact.getAsDouble())) : figure);
            }
        }
        value(lines, VALUE, "recall@10")
                .ifPresent(recall -> figures.add(Figure.of(what + "recall@10 of the vector part", "", Rounds.of(recall))
                        .against("exact scan", Rounds.of(1))
                        .atLeast(0.98)));
        value(lines, VALUE, "rebuild")
                .ifPresent(seconds -> figures.add(
                        Figure.of(what + "rebuild", "s", Rounds.of(seconds)).atMost(60)));
        value(lines, VALUE, "heap")
                .ifPresent(megabytes -> figures.add(Figure.of(what + "heap in use", "MB", Rounds.of(megabytes))
                        .atMost(1536)));
        return figures;
    }

    private static OptionalDouble value(List<String> lines, Pattern pattern, String name) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(line -> line.matches() && line.group(1).startsWith(name))
                .mapToDouble(line -> number(line.group(2)))
                .findFirst();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }
}
