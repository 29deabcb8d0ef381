package ai.refit.deploy.process;

import ai.refit.deploy.gate.Patience;
import java.time.Duration;
import java.time.Instant;

/** Waits for short calls of a process manager, which nobody calls off. */
record Until(Instant deadline) implements Patience {

    @Override
    public void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailure("interrupted while a program ran");
        }
    }

    @Override
    public void say(String line) {}
}
