package ai.refit.deploy.deployment;

import java.time.Instant;
import java.util.UUID;

/**
 * What should run in an environment and have the traffic.
 *
 * @param successful whether it passed all gates
 * @param deployment which brought it
 */
public record Serving(
        String service,
        String environment,
        String release,
        int port,
        boolean successful,
        UUID deployment,
        Instant since) {}
