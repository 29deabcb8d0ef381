package ai.refit.deploy.catalog;

import ai.refit.deploy.catalog.TargetService.ProxyRules;
import java.time.Duration;

/** The entry {@code proxy}: {@code {kind: caddy, …}}, {@code {kind: none}}, {@code none}, or nothing. */
final class ProxyDescription {

    private static final Form<Duration> HOLD = Form.POSITIVE_DURATION.where(
            hold -> hold.compareTo(Duration.ofMinutes(10)) <= 0, "a duration above 0, and at most 10m");

    private enum Kind {
        NONE,
        CADDY
    }

    private ProxyDescription() {}

    static ProxyRules read(Section service) {
        if (service.is("proxy", "none")) {
            return new ProxyRules.None();
        }
        ProxyRules proxy = service.optionalSection("proxy", ProxyDescription::described);
        return proxy == null ? new ProxyRules.None() : proxy;
    }

    private static ProxyRules described(Section proxy) {
        return switch (proxy.required("kind", Form.oneOf(Kind.class))) {
            case CADDY ->
                new ProxyRules.Caddy(
                        proxy.optional("admin", Form.ADDRESS, Defaults.ADMIN),
                        proxy.required("listen", Form.LISTEN),
                        proxy.optional("hold", HOLD, Defaults.HOLD));
            case NONE -> {
                proxy.refuse("admin", "only with kind: caddy");
                proxy.refuse("listen", "only with kind: caddy");
                proxy.refuse("hold", "only with kind: caddy");
                yield new ProxyRules.None();
            }
        };
    }
}
