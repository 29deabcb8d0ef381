package ai.refit.deploy.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param poll how often the journal is read while somebody watches
 * @param heartbeat how often a silent event stream says that it is alive
 * @param gauges how often open deployments are counted
 * @param patience how long looking at one service on the host may take
 */
@ConfigurationProperties("refit.deploy.watch")
record WatchProperties(Duration poll, Duration heartbeat, Duration gauges, Duration patience) {

    WatchProperties {
        require("poll", poll);
        require("heartbeat", heartbeat);
        require("gauges", gauges);
        require("patience", patience);
    }

    private static void require(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("refit.deploy.watch." + key + ": " + value + " (expected: > 0)");
        }
    }
}
