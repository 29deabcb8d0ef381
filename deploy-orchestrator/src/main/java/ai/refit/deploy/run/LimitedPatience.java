package ai.refit.deploy.run;

import ai.refit.deploy.gate.Patience;
import java.time.Duration;
import java.time.Instant;

/** A part of a step that has less time than the whole. */
final class LimitedPatience implements Patience {

    private final StepContext whole;
    private final Duration limit;
    private final Instant deadline;

    LimitedPatience(StepContext whole, Duration limit) {
        this.whole = whole;
        this.limit = limit;
        Instant end = Instant.now().plus(limit);
        this.deadline = end.isBefore(whole.deadline()) ? end : whole.deadline();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public void pause(Duration time) {
        whole.pause(time);
        if (!Instant.now().isBefore(deadline)) {
            throw new Refused("HOOK_FAILED", "the hook was not over after " + limit);
        }
    }

    @Override
    public void say(String line) {
        whole.say(line);
    }
}
