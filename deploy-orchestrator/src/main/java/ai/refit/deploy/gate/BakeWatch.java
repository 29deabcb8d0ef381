package ai.refit.deploy.gate;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.gate.Examination.Hopeless;
import ai.refit.deploy.gate.Examination.Unwell;
import ai.refit.deploy.gate.Examination.Well;
import ai.refit.deploy.gate.GateReport.Outcome;
import ai.refit.deploy.gate.Proof.Listener;
import ai.refit.deploy.http.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Watches a release under traffic: its health every second until the given end. Three bad answers in a row fail it, and
 * so does another process in the place of the first. It never ends on a bad answer: that is asked again.
 */
@Component
public class BakeWatch {

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int BAD_IN_A_ROW = 3;

    private final InstantSource clock;

    public BakeWatch() {
        this(InstantSource.system());
    }

    BakeWatch(InstantSource clock) {
        this.clock = clock;
    }

    /** @param end when the watch is over; in the past, it is asked once */
    public GateReport watch(
            TargetService service, int port, String release, Proof proof, Instant end, Patience patience) {
        try (var caller = new Caller()) {
            return new Run(new Examination(service.health(), port, release, proof, caller), end, patience).toTheEnd();
        }
    }

    private final class Run {

        private final Examination examination;
        private final Instant end;
        private final Patience patience;
        private final Instant start = clock.instant();

        private Listener.@Nullable Ours first;
        private int asked;
        private int bad;
        private int badInARow;

        Run(Examination examination, Instant end, Patience patience) {
            this.examination = examination;
            this.end = end;
            this.patience = patience;
        }

        GateReport toTheEnd() {
            while (true) {
                var finding = examination.examine();
                asked++;
                switch (finding) {
                    case Hopeless(String why) -> {
                        return report(Outcome.FAILED, why);
                    }
                    case Unwell(String why, int _) -> {
                        bad++;
                        badInARow++;
                        patience.say("bake: " + why);
                        if (badInARow == BAD_IN_A_ROW) {
                            return report(Outcome.FAILED, BAD_IN_A_ROW + " bad answers in a row, at last: " + why);
                        }
                    }
                    case Well(Listener.Ours by, int _) -> {
                        badInARow = 0;
                        if (first == null) {
                            first = by;
                        } else if (!first.equals(by)) {
                            return report(
                                    Outcome.FAILED, "process " + first.pid() + " was replaced by process " + by.pid());
                        }
                    }
                }
                Instant now = clock.instant();
                if (badInARow == 0 && !now.isBefore(end)) {
                    return report(Outcome.PASSED, "stayed well: " + bad + " of " + asked + " answers were bad");
                }
                if (!now.isBefore(patience.deadline())) {
                    return report(Outcome.FAILED, "the step's deadline came before the end of the watch");
                }
                patience.pause(BETWEEN);
            }
        }

        private GateReport report(Outcome outcome, String detail) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("asked", asked);
            figures.put("bad", bad);
            figures.put("watched_ms", Duration.between(start, clock.instant()).toMillis());
            if (first != null) {
                figures.put("pid", first.pid());
            }
            return new GateReport("bake", outcome, detail, figures);
        }
    }
}
