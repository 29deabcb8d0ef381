package ai.refit.deploy.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release that is made and about to serve, or serving on trial.
 *
 * @param safety id of the backup of what ran before; null: nothing ran
 * @param trafficSince when it was given the traffic; null: not yet
 */
public record Rollout(
        Plan plan, @Nullable String safety, @Nullable Instant trafficSince) {

    boolean hasTraffic() {
        return trafficSince != null;
    }

    Rollout withTrafficSince(Instant moment) {
        return new Rollout(plan, safety, moment);
    }
}
