package ai.refit.deploy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.gate.Proof.Listener;
import ai.refit.deploy.http.LoopbackServer;
import ai.refit.deploy.http.LoopbackServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BakeWatchTest {

    private static final String WELL = "{\"release\": \"new\"}";
    private static final Instant END = FastPatience.START.plusSeconds(10);
    private static final Listener OURS = new Listener.Ours(4711, 99, "new");

    private final FastPatience patience = new FastPatience(Duration.ofSeconds(30));

    private GateReport watch(Proof proof, Instant end, LoopbackServer.Manner manner) {
        try (var server = new LoopbackServer(manner)) {
            return new BakeWatch(patience).watch(TargetServices.smokedBy(), server.port(), "new", proof, end, patience);
        }
    }

    private GateReport watchBadAnswers(Set<Integer> bad) {
        return watch(() -> OURS, END, asked -> bad.contains(asked.number()) ? Reply.of(503, "") : Reply.of(200, WELL));
    }

    @Test
    void aReleaseThatStaysWellUntilTheEndPasses() {
        GateReport report = watchBadAnswers(Set.of());

        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.figures())
                .containsEntry("asked", 11)
                .containsEntry("bad", 0)
                .containsEntry("pid", 4711L)
                .containsEntry("watched_ms", 10_000L);
    }

    @Test
    void twoBadAnswersInARowAreForgiven() {
        assertThat(watchBadAnswers(Set.of(2, 3, 5, 6)).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void threeBadAnswersInARowAreNot() {
        GateReport report = watchBadAnswers(Set.of(4, 5, 6));
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.detail()).isEqualTo("3 bad answers in a row, at last: status 503");
    }

    @Test
    void aBadAnswerAtTheEndIsAskedAgain() {
        assertThat(watchBadAnswers(Set.of(11)).figures()).containsEntry("asked", 12);
        assertThat(patience.passed()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void anotherProcessInItsPlaceFails() {
        var replaced = new Proof() {
            private int questions;

            @Override
            public Listener listener() {
                return questions++ < 4 ? OURS : new Listener.Ours(4712, 100, "new");
            }
        };

        GateReport report = watch(replaced, END, _ -> Reply.of(200, WELL));

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.detail()).isEqualTo("process 4711 was replaced by process 4712");
    }

    @Test
    void afterTheEndItIsStillAskedOnce() {
        assertThat(watch(() -> OURS, FastPatience.START.minusSeconds(60), _ -> Reply.of(200, WELL))
                        .figures())
                .containsEntry("asked", 1);
        assertThat(watch(() -> new Listener.Gone("it ended"), FastPatience.START, _ -> Reply.of(200, WELL))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }
}
