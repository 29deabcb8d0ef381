package ai.refit.deploy.run;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.lifecycle.DeploymentState.ManualIntervention;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a person needs who has to go on by hand: what happened, where things are, what to try. */
final class Instructions {

    private Instructions() {}

    static String of(Target target, ManualIntervention state) {
        TargetService service = target.service();
        Plan plan = state.plan();
        Path base = service.base();
        List<String> lines = new ArrayList<>();
        lines.add("failed: " + state.cause().code() + ": " + state.cause().detail());
        lines.add("way back: " + state.again().code() + ": " + state.again().detail());
        lines.add("new release: " + base.resolve("releases").resolve(plan.release()) + " (port " + plan.port() + ")");
        Running before = plan.before();
        if (before != null) {
            lines.add("release before: " + base.resolve("releases").resolve(before.release()) + " (port "
                    + before.port() + ")");
        }
        if (state.safety() != null) {
            Path backups = base.resolve("backups").resolve(service.name());
            lines.add("backup of it: " + backups.resolve("code_" + state.safety()) + ", "
                    + backups.resolve("wheel_" + state.safety()));
        }
        lines.add("process logs: " + base.resolve("logs"));
        lines.add("who listens: ss -ltnp" + ports(service));
        if (service.run().manager() == ManagerKind.PM2) {
            lines.add("processes: "
                    + (service.run().pm2Home() == null
                            ? ""
                            : "PM2_HOME=" + service.run().pm2Home() + " ") + "pm2 ls");
        }
        if (service.proxy() instanceof ProxyRules.Caddy caddy) {
            lines.add("traffic: curl -s " + caddy.admin() + "/config/apps/http/servers/");
        }
        lines.add("see: ./refit status --service " + service.name() + " --environment " + service.environment());
        lines.add("then: ./refit restore " + (state.safety() == null ? "" : state.safety() + " ") + "--service "
                + service.name() + " --environment " + service.environment() + " --reason …");
        return String.join("\n", lines);
    }

    private static String ports(TargetService service) {
        return service.run().ports().stream()
                .map(port -> " 'sport = :" + port + "'")
                .reduce((one, other) -> one + " or" + other)
                .orElse("");
    }
}
