package ai.refit.deploy.catalog;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param services the file of services; null: {@code ops/deploy/services.yml}, which may be missing
 */
@ConfigurationProperties("refit.deploy")
record DeployProperties(@Nullable Path services) {

    static final Path DEFAULT_SERVICES = Path.of("ops/deploy/services.yml");

    DeployProperties {
        services = services == null || services.toString().isBlank() ? null : services;
    }
}
