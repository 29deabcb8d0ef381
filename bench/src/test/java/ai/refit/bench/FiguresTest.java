package ai.refit.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class FiguresTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
        assertThat(Rounds.of(9, 1, 5).median()).isEqualTo(5);
        assertThat(Rounds.of(9, 1, 5, 7).median()).isEqualTo(6);
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        Rounds ratios = Rounds.of(4, 30, 6).dividedBy(Rounds.of(2, 10, 3));
        assertThat(ratios).isEqualTo(Rounds.of(2, 3, 2));
        assertThat(ratios.median()).isEqualTo(2);
        assertThatThrownBy(() -> ratios.dividedBy(Rounds.of(1))).hasMessage("3 rounds against 1");
    }

    @Test
    void samplesAddUp() {
        Sample sum = sample(0, 10, 20).plus(sample(1, 30, 1000));
        assertThat(sum.millis(50)).isCloseTo(20, within(0.1));
        assertThat(sum.millis(100)).isCloseTo(1000, within(1.0));
        assertThat(sum.perSecond()).isEqualTo(2);
        assertThat(sum.effortMillis()).isEqualTo(5);
        assertThat(sum.successPercent()).isEqualTo(75);
    }

    @Test
    void nothingAnsweredIsNoSuccess() {
        assertThat(Sample.EMPTY.successPercent()).isZero();
        assertThat(sample(3).successPercent()).isZero();
    }

    @Test
    void targetsAreBoundsOfTheMedian() {
        Figure figure = Figure.of("p95", "ms", Rounds.of(20, 25, 90));
        assertThat(figure.isMet()).isNull();
        assertThat(figure.atMost(25).isMet()).isTrue();
        assertThat(figure.atMost(24.9).isMet()).isFalse();
        assertThat(figure.atLeast(25.1).isMet()).isFalse();
    }

    @Test
    void theTableShowsEachFigureBesideItsBaselineAndTarget() {
        var machine = new Machine(2, "some CPU", 24, "Linux", "JDK", 0.5);
        var report = new Report(
                machine,
                List.of(Figure.of("one at a time, p50", "ms", Rounds.of(4, 5, 6))
                        .against("bare path", Rounds.of(3, 3.3, 4))
                        .atMost(7)));
        assertThat(report.table()).contains("some CPU").containsPattern("p50 +5 ms +4–6 +3.30 ms +bare path +≤ 7 +yes");
        assertThat(report.isAllMet()).isTrue();
        assertThat(new String(report.json(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"baseline\":3.3", "\"at_most\":7.0", "\"met\":true");
    }

    @Test
    void theSearchBenchIsReadAsItPrints() {
        List<Figure> figures = Searching.figures(
                List.of(
                        "100,000 mentors",
                        "rebuild (embed and index)    31.5 s, 55.2 s of CPU",
                        "heap in use                 1,204 MB",
                        "interest, repeated       p50   0.91 ms   p95   2.15 ms   p99   4.00 ms   mean CPU   0.95 ms",
                        "vectors, exact scan      p50  12.00 ms   p95  14.20 ms   p99  16.00 ms   mean CPU  12.01 ms",
                        "recall@10 of the vectors  0.9912"),
                100_000);
        assertThat(figures)
                .hasSize(4)
                .allSatisfy(figure -> assertThat(figure.isMet()).isTrue());
        assertThat(figures.getFirst().measured().median()).isEqualTo(2.15);
        assertThat(figures.getFirst().baseline()).isEqualTo(Rounds.of(14.2));
        assertThat(figures.getLast().measured().median()).isEqualTo(1204);
    }

    @Test
    void theSameSeedGivesTheSameCrowd() {
        assertThat(new Crowd(1).mentors(1, 20)).isEqualTo(new Crowd(1).mentors(1, 20));
        assertThat(new Crowd(1).questions(200)).doesNotHaveDuplicates().hasSize(200);
    }

    private static Sample sample(long failed, long... millis) {
        var times = new Histogram(3);
        for (long one : millis) {
            times.recordValue(Duration.ofMillis(one).toNanos());
        }
        return new Sample(times, failed, failed == 0 ? null : "500", Duration.ofSeconds(1), Duration.ofMillis(10));
    }
}
