package ai.refit.deploy.notice;

import java.util.Optional;

/** The Discord webhooks of services, as services.yml says. */
@FunctionalInterface
public interface Webhooks {

    /** A URL that is a secret; empty when the service has none, or is not configured any more. */
    Optional<String> of(String service, String environment);
}
