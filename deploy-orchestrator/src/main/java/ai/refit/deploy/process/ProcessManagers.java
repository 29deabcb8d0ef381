package ai.refit.deploy.process;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.RunRules;
import java.nio.file.Path;

/** Who keeps the processes of a service, as its description asks for. */
public final class ProcessManagers {

    private ProcessManagers() {}

    public static ProcessManager of(TargetService service) {
        ProcessTable table = new ProcessTable();
        Path base = service.base().toAbsolutePath();
        SlotWatch watch = new SlotWatch(table, base);
        RunRules rules = service.run();
        return switch (rules.manager()) {
            case PROCESS -> new SessionProcesses(watch, rules.stopGrace());
            case PM2 ->
                new Pm2Processes(
                        watch, new Pm2(new Tool(table), base.resolve("run"), rules.pm2Home()), rules.stopGrace());
            case SYSTEMD ->
                new SystemdProcesses(
                        watch,
                        new Tool(table),
                        Systemd.ofUser(SearchPath.userId()),
                        base.resolve("run"),
                        rules.stopGrace());
        };
    }
}
