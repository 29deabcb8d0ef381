package ai.refit.edge.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Keeps readiness back until the database and Kafka have each answered once. Afterwards it says nothing more: who is sent
 * away while either is gone would find no better instance.
 */
@Component
class FirstContact implements HealthIndicator {

    private final Outside outside;

    FirstContact(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Health health() {
        return (outside.haveBothAnswered() ? Health.up() : Health.outOfService()).build();
    }
}
