package ai.refit.deploy.run;

import ai.refit.deploy.catalog.Catalog;
import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.process.ProcessManagers;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.proxy.Proxies;
import ai.refit.deploy.release.Releases;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** All described services, on their hosts. */
@Component
public class Targets {

    private final Map<String, Target> targets = new TreeMap<>();

    Targets(Catalog catalog, ProcessTable table) {
        for (TargetService service : catalog.services()) {
            targets.put(
                    service.key(),
                    new Target(
                            service,
                            ProcessManagers.of(service),
                            Proxies.of(service),
                            Releases.of(service, table),
                            new HostLock(service.base())));
        }
    }

    /** @param key {@code service/environment} */
    public Optional<Target> find(String key) {
        return Optional.ofNullable(targets.get(key));
    }

    public Collection<Target> all() {
        return targets.values();
    }
}
