package ai.refit.deploy.gate;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.HealthRules;
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
 * Asks a release for its health until it is proven. Try number k lasts 1, 2, 4, 8, 16, then 30 seconds each, with a
 * question every 200 ms. It fails when it ended without one well answer, or when well answers were followed by a bad one
 * or by one from another process. When all tries failed, the step's deadline came, or the process is gone for good, the
 * gate has failed.
 */
@Component
public class HealthGate {

    /** How many tries there are. */
    public enum Tries {
        DEPLOY,
        ROLLBACK;

        int of(HealthRules rules) {
            return this == DEPLOY ? rules.tries() : rules.rollbackTries();
        }
    }

    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final long LONGEST_TRY_SECONDS = 30;

    private final InstantSource clock;

    public HealthGate() {
        this(InstantSource.system());
    }

    HealthGate(InstantSource clock) {
        this.clock = clock;
    }

    /** Passes when one process answered well, without a break, for the service's minimum time. */
    public GateReport check(
            TargetService service, int port, String release, Proof proof, Tries tries, Patience patience) {
        return run(service.health(), service.health().minimumHealthy(), port, release, proof, tries, patience);
    }

    /**
     * Passes at the first well answer, proven in the same way: the moment at which held requests may go on. The minimum
     * time is for {@link #check} to see afterwards.
     */
    public GateReport firstWell(
            TargetService service, int port, String release, Proof proof, Tries tries, Patience patience) {
        return run(service.health(), Duration.ZERO, port, release, proof, tries, patience);
    }

    private GateReport run(
            HealthRules rules,
            Duration minimum,
            int port,
            String release,
            Proof proof,
            Tries tries,
            Patience patience) {
        try (var caller = new Caller()) {
            return new Run(new Examination(rules, port, release, proof, caller), minimum, tries.of(rules), patience)
                    .toTheEnd();
        }
    }

    static Duration lengthOfTry(int number) {
        return Duration.ofSeconds(number > 5 ? LONGEST_TRY_SECONDS : 1L << (number - 1));
    }

    /** One process answering well since a moment. */
    private record Streak(Listener.Ours by, Instant since) {}

    private final class Run {

        private final Examination examination;
        private final Duration minimum;
        private final int tries;
        private final Patience patience;
        private final Instant start = clock.instant();

        private int number = 1;
        private Instant endOfTry = start.plus(lengthOfTry(1));
        private @Nullable Streak streak;
        private @Nullable Instant firstWell;
        private int answered;
        private int lastStatus;
        private String seen = "nothing was asked";

        Run(Examination examination, Duration minimum, int tries, Patience patience) {
            this.examination = examination;
            this.minimum = minimum;
            this.tries = tries;
            this.patience = patience;
        }

        GateReport toTheEnd() {
            while (true) {
                var finding = examination.examine();
                Instant now = clock.instant();
                if (finding.status() != 0) {
                    answered++;
                    lastStatus = finding.status();
                }
                switch (finding) {
                    case Hopeless(String why) -> {
                        return failed(why, now);
                    }
                    case Well(Listener.Ours by, int _) -> well(by, now);
                    case Unwell(String why, int _) -> unwell(why, now);
                }
                if (number > tries) {
                    return failed("all " + tries + " tries failed, at last: " + seen, now);
                }
                if (streak != null && !now.isBefore(streak.since().plus(minimum))) {
                    return passed(streak, now);
                }
                if (!now.isBefore(patience.deadline())) {
                    return failed("the deadline came in try " + number + ": " + seen, now);
                }
                patience.pause(BETWEEN);
            }
        }

        private void well(Listener.Ours by, Instant now) {
            if (firstWell == null) {
                firstWell = now;
            }
            if (streak != null && streak.by().equals(by)) {
                seen = "well for " + millis(streak.since(), now) + " of " + minimum.toMillis() + " ms";
                return;
            }
            Streak before = streak;
            streak = new Streak(by, now);
            seen = "well once";
            if (before != null) {
                tryFailed(
                        "process " + before.by().pid() + " was replaced by process " + by.pid() + " after "
                                + millis(before.since(), now) + " ms of health",
                        now);
            }
        }

        private void unwell(String why, Instant now) {
            seen = why;
            if (streak != null) {
                long healthy = millis(streak.since(), now);
                streak = null;
                tryFailed(why + ", after " + healthy + " ms of health", now);
            } else if (!now.isBefore(endOfTry)) {
                tryFailed(why, now);
            }
        }

        private void tryFailed(String why, Instant now) {
            patience.say("health: try " + number + " of " + tries + " failed: " + why);
            seen = why;
            number++;
            endOfTry = now.plus(lengthOfTry(number));
        }

        private GateReport passed(Streak streak, Instant now) {
            Map<String, Object> figures = figures();
            figures.put("pid", streak.by().pid());
            figures.put("healthy_for_ms", millis(streak.since(), now));
            return new GateReport(
                    "health",
                    Outcome.PASSED,
                    "process " + streak.by().pid() + " answers release " + examination.release()
                            + (minimum.isZero() ? "" : ", well for " + millis(streak.since(), now) + " ms"),
                    figures);
        }

        private GateReport failed(String why, Instant now) {
            Map<String, Object> figures = figures();
            if (streak != null) {
                figures.put("pid", streak.by().pid());
                figures.put("healthy_for_ms", millis(streak.since(), now));
            }
            return new GateReport("health", Outcome.FAILED, why, figures);
        }

        private Map<String, Object> figures() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("tries", Math.min(number, tries));
            figures.put("answered", answered);
            figures.put("status", lastStatus);
            if (firstWell != null) {
                figures.put("first_well_ms", millis(start, firstWell));
            }
            return figures;
        }
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
