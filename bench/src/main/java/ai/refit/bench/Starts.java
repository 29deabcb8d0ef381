package ai.refit.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long {@code refit run} takes until it is ready, against Kafka and PostgreSQL by themselves. */
final class Starts {

    private final Settings settings;
    private final Progress progress;

    Starts(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    List<Figure> measure() {
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        List<Double> coldAlone = new ArrayList<>();
        List<Double> warmAlone = new ArrayList<>();
        for (int round = 1; round <= settings.starts(); round++) {
            Path data = settings.data().resolve("start-" + round);
            Path alone = settings.data().resolve("start-alone-" + round);
            cold.add(system("cold", data));
            coldAlone.add(backbone("cold", alone));
            warm.add(system("warm", data));
            warmAlone.add(backbone("warm", alone));
        }
        String baseline = "Kafka and PostgreSQL alone";
        return List.of(
                Figure.of("refit run to ready, empty data directory", "s", new Rounds(cold))
                        .against(baseline, new Rounds(coldAlone))
                        .atMost(20),
                Figure.of("refit run to ready, second start", "s", new Rounds(warm))
                        .against(baseline, new Rounds(warmAlone))
                        .atMost(20));
    }

    private double system(String how, Path data) {
        try (var system = RunningSystem.start(data, List.of())) {
            return said("refit run, " + how, system.startTook());
        }
    }

    private double backbone(String how, Path data) {
        try (var program = Program.java(
                settings.data().resolve("backbone.output"),
                List.of(),
                BareBackbone.class.getName(),
                BareBackbone.READY,
                data.toString())) {
            return said("Kafka and PostgreSQL alone, " + how, program.took());
        }
    }

    private double said(String what, Duration took) {
        double seconds = took.toMillis() / 1e3;
        progress.say("%s: %.1f s".formatted(what, seconds));
        return seconds;
    }
}
