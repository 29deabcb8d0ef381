package ai.refit.deploy.run;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.lifecycle.Strategy;
import java.util.ArrayList;
import java.util.List;

/** A plan in sentences, in the order in which it is done. */
final class PlanText {

    private PlanText() {}

    static List<String> of(TargetService service, Order order, Plan plan) {
        var steps = new ArrayList<String>();
        Running before = plan.before();
        steps.add(before == null ? "take no backup: nothing runs yet" : "back up " + before.release());
        if (order instanceof Order.Deploy deploy) {
            steps.add("fetch " + deploy.artifact().fileName() + " ("
                    + deploy.artifact().size() + " bytes), verify size and sha256, install its dependencies");
        }
        if (plan.restore() != null) {
            steps.add("take code" + (plan.restore().dependencies() ? " and dependencies" : "") + " from backup "
                    + plan.restore().backup());
        }
        steps.add("make release " + plan.release());
        if (plan.strategy() == Strategy.HOLD) {
            steps.add("hold requests, stop " + (before == null ? "" : before.release() + " ") + "at port " + plan.port()
                    + ", start the new release there, let requests go on at its first proven answer");
        } else {
            steps.add("start it at port " + plan.port());
        }
        steps.add("prove its health for " + service.health().minimumHealthy() + " at "
                + service.health().path());
        if (!service.smoke().isEmpty()) {
            steps.add("send " + service.smoke().size() + " smoke request(s)");
        }
        if (plan.strategy() == Strategy.BLUE_GREEN) {
            steps.add("lead traffic to port " + plan.port());
        }
        if (Limits.watch(service).isPositive()) {
            steps.add("watch it under traffic for " + Limits.watch(service));
        }
        if (service.slo() != null) {
            steps.add("ask Prometheus: " + service.slo().query() + " at most "
                    + service.slo().maximum());
        }
        if (before != null && plan.strategy() == Strategy.BLUE_GREEN) {
            steps.add("stop " + before.release() + " at port " + before.port() + " after " + service.drain());
        }
        return List.copyOf(steps);
    }
}
