package ai.refit.standalone;

import ai.refit.standalone.surroundings.Surroundings;
import ai.refit.standalone.surroundings.UserMistake;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for a whole system beside others, below those that systems hand out by themselves. */
final class FreePorts {

    private static final int TRIES = 100;

    private FreePorts() {}

    /** A port that is free, as are those of the other services that follow from it. */
    static int first() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 19_000);
            try {
                new WholeSystem.Plan(port, Surroundings.NONE, true).checkPorts();
                return port;
            } catch (UserMistake e) {
                // Taken; another.
            }
        }
        throw new IllegalStateException("no free ports");
    }
}
