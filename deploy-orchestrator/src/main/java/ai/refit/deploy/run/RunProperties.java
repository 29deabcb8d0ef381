package ai.refit.deploy.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param lease how long a claim holds without a sign of life; a dead holder on this host is noticed at once
 * @param poll how often it is looked for deployments that are due
 */
@ConfigurationProperties("refit.deploy.run")
record RunProperties(Duration lease, Duration poll) {

    RunProperties {
        if (lease.toMillis() < 1000) {
            throw new IllegalArgumentException("refit.deploy.run.lease: " + lease + " (expected: 1s or more)");
        }
        if (!poll.isPositive()) {
            throw new IllegalArgumentException("refit.deploy.run.poll: " + poll + " (expected: > 0)");
        }
    }

    Duration heartbeat() {
        return lease.dividedBy(4);
    }
}
