package ai.refit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each scenario for a moment, against the real thing. That it runs, not how fast. */
@Tag("full")
final class BenchIT {

    @TempDir
    private Path directory;

    @Test
    void everyScenarioOfTheRunningSystemGivesItsFigures() throws Exception {
        List<Figure> figures = measure(EnumSet.range(Bench.What.BARE, Bench.What.UPSERT));
        assertThat(figures).hasSizeGreaterThan(15);
        assertThat(figures)
                .filteredOn(figure -> figure.what().endsWith("success"))
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(figure.isMet()).isTrue());
        assertThat(figures.getLast().what()).isEqualTo("put mentors never found");
        assertThat(figures.getLast().isMet()).isTrue();
    }

    @Test
    void aStartIsTimed() throws Exception {
        assertThat(measure(EnumSet.of(Bench.What.STARTUP))).hasSize(4);
    }

    private List<Figure> measure(EnumSet<Bench.What> what) throws Exception {
        var second = Duration.ofSeconds(1);
        var settings = new Settings(
                5, second, second, 1, 2, 1, 100, 100, Files.createTempDirectory(directory, "bench"), List.of());
        return Bench.measure(settings, what, line -> {});
    }
}
