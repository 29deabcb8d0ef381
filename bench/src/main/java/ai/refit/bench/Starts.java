package ai.refit.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How long {@code refit run} takes until it is ready, against Kafka and PostgreSQL by themselves. */
final class Starts {

    private static final String BASELINE = "Kafka and PostgreSQL alone";

    private final Settings settings;
    private final Progress progress;

    Starts(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    List<Figure> measure() {
        List<Program.Start> cold = new ArrayList<>();
        List<Program.Start> warm = new ArrayList<>();
        List<Program.Start> coldAlone = new ArrayList<>();
        List<Program.Start> warmAlone = new ArrayList<>();
        for (int round = 1; round <= settings.starts(); round++) {
            Path data = settings.data().resolve("start-" + round);
            Path alone = settings.data().resolve("start-alone-" + round);
            cold.add(system("cold", data));
            coldAlone.add(backbone("cold", alone));
            warm.add(system("warm", data));
            warmAlone.add(backbone("warm", alone));
        }
        List<Figure> figures = new ArrayList<>();
        figures.addAll(figures("refit run to ready, empty data directory", cold, coldAlone));
        figures.addAll(figures("refit run to ready, second start", warm, warmAlone));
        return figures;
    }

    private static List<Figure> figures(String what, List<Program.Start> system, List<Program.Start> alone) {
        return List.of(
                Figure.of(what, "s", seconds(system, Program.Start::took))
                        .against(BASELINE, seconds(alone, Program.Start::took))
                        .atMost(20),
                Figure.of(what + ", processor time", "s", seconds(system, Program.Start::effort))
                        .against(BASELINE, seconds(alone, Program.Start::effort)));
    }

    private Program.Start system(String how, Path data) {
        try (var system = RunningSystem.start(data, List.of())) {
            return said("refit run, " + how, system.start());
        }
    }

    private Program.Start backbone(String how, Path data) {
        try (var program = Program.java(
                settings.data().resolve("backbone.output"),
                List.of(),
                BareBackbone.class.getName(),
                BareBackbone.READY,
                data.toString())) {
            return said(BASELINE + ", " + how, program.start());
        }
    }

    private Program.Start said(String what, Program.Start start) {
        progress.say("%s: %.1f s, processor %.1f s"
                .formatted(what, start.took().toMillis() / 1e3, start.effort().toMillis() / 1e3));
        return start;
    }

    private static Rounds seconds(List<Program.Start> starts, Function<Program.Start, Duration> time) {
        return new Rounds(
                starts.stream().map(start -> time.apply(start).toMillis() / 1e3).toList());
    }
}
