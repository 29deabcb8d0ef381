package ai.refit.deploy.process;

import ai.refit.deploy.gate.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Waits as it is told until its deadline, and keeps what is said to itself. */
record UnhurriedPatience(Instant deadline) implements Patience {

    static UnhurriedPatience of(Duration time) {
        return new UnhurriedPatience(Instant.now().plus(time));
    }

    @Override
    public void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    @Override
    public void say(String line) {}
}
