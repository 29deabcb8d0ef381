package ai.refit.deploy.gate;

import java.time.Duration;
import java.time.Instant;

/** Who waits on behalf of a step: wakes and throws when the step shall not go on. */
public interface Patience {

    /** The absolute end of the step's time. */
    Instant deadline();

    /** Waits that long, or less when the deadline is near. @throws RuntimeException when the step was called off */
    void pause(Duration time);

    /** One line for the live log. */
    void say(String line);
}
