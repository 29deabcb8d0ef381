package ai.refit.deploy.catalog;

import ai.refit.deploy.catalog.TargetService.ProxyRules;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What services must not share, since they are all on one host. What was wrong by itself is left out. */
final class Conflicts {

    private final Map<String, String> keys = new HashMap<>();
    private final Map<Path, String> bases = new HashMap<>();
    private final Map<Integer, String> ports = new HashMap<>();
    private @Nullable String itself;

    /** Notes where this service is in the way of one that was added before. */
    void add(TargetService service, Section section) {
        String key = service.key();
        if (!service.name().isEmpty() && !service.environment().isEmpty()) {
            section.expect(keys.put(key, key) == null, "name", key + " is described twice", "once");
        }
        if (service.base().isAbsolute()) {
            addBase(service, section);
        }
        for (int port : service.run().ports()) {
            claim(port, key, "run.ports", section);
        }
        if (service.proxy() instanceof ProxyRules.Caddy caddy && !caddy.listen().isEmpty()) {
            claim(Form.listenPort(caddy.listen()), key, "proxy.listen", section);
        }
        if (service.itself()) {
            section.expect(itself == null, "itself", "true for " + itself + " too", "one orchestrator");
            itself = key;
        }
    }

    private void addBase(TargetService service, Section section) {
        bases.forEach((other, owner) -> section.expect(
                !service.base().startsWith(other) && !other.startsWith(service.base()),
                "base",
                section.shown("base"),
                "a directory of its own, neither inside nor around " + other + " of " + owner));
        bases.put(service.base(), service.key());
    }

    private void claim(int port, String key, String where, Section section) {
        String owner = ports.putIfAbsent(port, key);
        section.expect(owner == null, where, "port " + port + " is used by " + owner, "a port of its own");
    }
}
