package ai.refit.deploy.watch;

import ai.refit.deploy.proxy.Proxy.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a service on its host.
 *
 * @param runs our processes at its ports
 * @param route null: it has no proxy, or that leads nowhere
 * @param health of what has the traffic; null: nobody was asked
 * @param faults what could not be seen, in sentences
 */
record Sighting(
        List<Process> runs, @Nullable Route route, @Nullable Health health, List<String> faults) {

    /** @param listens whether it is the one that listens on the port */
    record Process(int port, String release, long pid, boolean listens) {}

    /**
     * @param status of HTTP; 0: no answer
     * @param release as the answer names it
     * @param fault what is wrong; null: nothing
     */
    record Health(
            int port,
            int status,
            @Nullable String release,
            long answeredMs,
            @Nullable String fault) {}

    static Sighting none(String fault) {
        return new Sighting(List.of(), null, null, List.of(fault));
    }
}
