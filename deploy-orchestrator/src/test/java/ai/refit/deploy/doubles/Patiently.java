package ai.refit.deploy.doubles;

import ai.refit.deploy.gate.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Waits for real until its deadline, remembers what was said, and can be called off by another thread. */
public final class Patiently implements Patience {

    public final List<String> said = new CopyOnWriteArrayList<>();
    private final Instant deadline;
    private volatile boolean calledOff;

    public Patiently(Duration time) {
        this.deadline = Instant.now().plus(time);
    }

    public static Patiently aMinute() {
        return new Patiently(Duration.ofMinutes(1));
    }

    public void callOff() {
        calledOff = true;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public void pause(Duration time) {
        Duration left = Duration.between(Instant.now(), deadline);
        try {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, (time.compareTo(left) < 0 ? time : left).toNanos()));
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        }
        if (calledOff) {
            throw new CancellationException("called off");
        }
    }

    @Override
    public void say(String line) {
        said.add(line);
    }
}
