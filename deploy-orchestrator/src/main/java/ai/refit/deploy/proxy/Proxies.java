package ai.refit.deploy.proxy;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ProxyRules;

/** The proxy that a service's description asks for. */
public final class Proxies {

    private Proxies() {}

    public static Proxy of(TargetService service) {
        return switch (service.proxy()) {
            case ProxyRules.None() -> new NoProxy();
            case ProxyRules.Caddy rules -> {
                CaddyServer server = new CaddyServer(
                        "refit-" + service.name() + "-" + service.environment(),
                        rules.listen(),
                        service.run().ports(),
                        rules.hold(),
                        service.base().toAbsolutePath().resolve("run"));
                yield new CaddyProxy(
                        new CaddyAdmin(rules.admin()), server, service.run().stopGrace());
            }
        };
    }
}
