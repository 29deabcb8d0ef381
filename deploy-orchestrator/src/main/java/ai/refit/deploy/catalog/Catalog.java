package ai.refit.deploy.catalog;

import java.util.List;
import java.util.Optional;

/** All services that may be deployed from here, in the order in which the file names them. */
public record Catalog(List<TargetService> services) {

    public Catalog {
        services = List.copyOf(services);
    }

    /** @param key {@code service/environment} */
    public Optional<TargetService> find(String key) {
        return services.stream().filter(each -> each.key().equals(key)).findFirst();
    }

    public Optional<TargetService> find(String service, String environment) {
        return find(service + "/" + environment);
    }
}
