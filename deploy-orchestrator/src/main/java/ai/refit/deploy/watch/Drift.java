package ai.refit.deploy.watch;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.proxy.Proxy.Route;
import ai.refit.deploy.watch.Sighting.Health;
import ai.refit.deploy.watch.Sighting.Process;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what runs differs from what should run, in sentences. */
final class Drift {

    private Drift() {}

    /**
     * @param should null: nothing was deployed yet
     * @param active whether a deployment is at work: then a second process and waiting requests are as they should be
     */
    static List<String> of(TargetService service, @Nullable Serving should, Sighting seen, boolean active) {
        List<String> drift = new ArrayList<>(seen.faults());
        boolean processesSeen = seen.faults().isEmpty();
        if (should != null && processesSeen) {
            expected(should, seen.runs(), active, drift);
        }
        if (!active) {
            others(should, seen.runs(), drift);
        }
        if (service.proxy() instanceof ProxyRules.Caddy && processesSeen) {
            traffic(should, seen.route(), active, drift);
        }
        if (should != null) {
            health(should, seen.health(), active, drift);
        }
        return List.copyOf(drift);
    }

    private static void expected(Serving should, List<Process> runs, boolean active, List<String> drift) {
        List<Process> there =
                runs.stream().filter(run -> run.port() == should.port()).toList();
        List<Process> right = there.stream()
                .filter(run -> run.release().equals(should.release()))
                .toList();
        if (there.isEmpty()) {
            drift.add("nothing runs at port " + should.port() + " (expected: " + should.release() + ")");
        } else if (right.isEmpty()) {
            if (!active) {
                drift.add(there.getFirst().release() + " runs at port " + should.port() + " (expected: "
                        + should.release() + ")");
            }
        } else if (right.stream().noneMatch(Process::listens)) {
            drift.add(should.release() + " runs as process " + right.getFirst().pid() + ", but does not listen on port "
                    + should.port());
        }
    }

    private static void others(@Nullable Serving should, List<Process> runs, List<String> drift) {
        boolean found = false;
        for (Process run : runs) {
            if (should == null || run.port() != should.port()) {
                drift.add(run.release() + " runs at port " + run.port() + " as process " + run.pid()
                        + " (expected: nothing)");
            } else if (run.release().equals(should.release())) {
                if (found) {
                    drift.add(
                            "process " + run.pid() + " is a second one of " + run.release() + " at port " + run.port());
                }
                found = true;
            }
        }
    }

    private static void traffic(@Nullable Serving should, @Nullable Route route, boolean active, List<String> drift) {
        if (should == null) {
            return;
        }
        if (route == null) {
            drift.add("the proxy leads nowhere (expected: to port " + should.port() + ")");
        } else if (!active && route.holding()) {
            drift.add("the proxy holds requests, and no deployment is at work");
        } else if (!active && route.port() != should.port()) {
            drift.add("the proxy leads to port " + route.port() + " (expected: " + should.port() + ")");
        }
    }

    private static void health(Serving should, @Nullable Health health, boolean active, List<String> drift) {
        if (health == null) {
            return;
        }
        if (health.fault() != null) {
            drift.add("port " + health.port() + " is not healthy: " + health.fault());
        } else if (!active && !should.release().equals(health.release())) {
            drift.add("port " + health.port() + " answers as "
                    + (health.release() == null ? "no release at all" : "release " + health.release()) + " (expected: "
                    + should.release() + ")");
        }
    }
}
