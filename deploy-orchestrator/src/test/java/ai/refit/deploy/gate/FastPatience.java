package ai.refit.deploy.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A patience whose time passes only while somebody waits. */
final class FastPatience implements Patience, InstantSource {

    static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    private final Instant deadline;
    private final List<String> said = new ArrayList<>();
    private Instant now = START;

    FastPatience(Duration time) {
        deadline = START.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public void pause(Duration time) {
        Instant end = now.plus(time);
        now = end.isAfter(deadline) ? deadline : end;
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    Duration passed() {
        return Duration.between(START, now);
    }

    List<String> said() {
        return said;
    }
}
