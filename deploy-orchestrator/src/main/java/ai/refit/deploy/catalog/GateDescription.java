package ai.refit.deploy.catalog;

import static ai.refit.deploy.catalog.Form.DURATION;
import static ai.refit.deploy.catalog.Form.POSITIVE_DURATION;

import ai.refit.deploy.catalog.TargetService.HealthRules;
import ai.refit.deploy.catalog.TargetService.NoData;
import ai.refit.deploy.catalog.TargetService.SloRules;
import ai.refit.deploy.catalog.TargetService.SmokeCheck;
import java.time.Duration;
import java.util.List;

/** The entries {@code health}, {@code smoke} and {@code slo}. */
final class GateDescription {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Form<String> METHOD =
            Form.form("one of " + String.join(", ", METHODS), "", text -> text).where(METHODS::contains);
    private static final Form<Integer> TRIES = Form.count(1, 1000);

    private GateDescription() {}

    static HealthRules health(Section health) {
        var rules = new HealthRules(
                health.required("path", Form.ROUTE),
                health.optional("release-field", Form.TEXT, Defaults.RELEASE_FIELD),
                health.optional("minimum-healthy", DURATION, Defaults.MINIMUM_HEALTHY),
                health.optional("deadline", POSITIVE_DURATION, Defaults.HEALTH_DEADLINE),
                health.optional("tries", TRIES, Defaults.TRIES),
                health.optional("rollback-tries", TRIES, Defaults.ROLLBACK_TRIES));
        health.expect(
                rules.minimumHealthy().compareTo(rules.deadline()) < 0,
                "minimum-healthy",
                health.shown("minimum-healthy"),
                "less than the deadline");
        return rules;
    }

    static SmokeCheck smoke(Section smoke) {
        Duration timeout = smoke.optional("timeout", POSITIVE_DURATION, Defaults.SMOKE_TIMEOUT);
        Duration shorter = timeout.compareTo(Defaults.WARN_ABOVE) < 0 ? timeout : Defaults.WARN_ABOVE;
        Duration warnAbove = smoke.optional("warn-above", POSITIVE_DURATION, shorter);
        smoke.expect(warnAbove.compareTo(timeout) <= 0, "warn-above", smoke.shown("warn-above"), "at most the timeout");
        return new SmokeCheck(
                smoke.optional("method", METHOD, Defaults.SMOKE_METHOD),
                smoke.required("path", Form.ROUTE),
                smoke.optional("body", Form.VALUE.secret()),
                smoke.optional("json-field", Form.TEXT),
                warnAbove,
                timeout);
    }

    static SloRules slo(Section slo) {
        return new SloRules(
                slo.required("prometheus", Form.ADDRESS),
                slo.required("query", Form.TEXT),
                slo.required("maximum", Form.POSITIVE_NUMBER),
                slo.optional("settle", DURATION, Defaults.SETTLE),
                slo.optional("no-data", Form.oneOf(NoData.class), Defaults.NO_DATA));
    }
}
