package ai.refit.deploy.run;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.process.CommandLine;
import ai.refit.deploy.process.ProcessManager;
import ai.refit.deploy.process.ServiceLogs;
import ai.refit.deploy.process.Slot;
import ai.refit.deploy.proxy.Proxy;
import ai.refit.deploy.release.Backups;
import ai.refit.deploy.release.Layers;
import ai.refit.deploy.release.Release;
import ai.refit.deploy.release.Releases;
import java.nio.file.Path;
import java.util.List;

/**
 * A service on the host it runs on, with everything that can be done to it there. For now that is this host; another
 * would be reached by other implementations of these.
 */
public record Target(TargetService service, ProcessManager processes, Proxy proxy, Releases releases, HostLock lock) {

    public Layers layers() {
        return releases.layers();
    }

    public Backups backups() {
        return releases.backups();
    }

    public Slot slot(int port) {
        return new Slot(service.name(), service.environment(), port);
    }

    boolean hasProxy() {
        return !(service.proxy() instanceof ProxyRules.None);
    }

    /** Whether a process that ended may come back without us. */
    boolean restartsByItself() {
        return service.run().manager() != ManagerKind.PROCESS;
    }

    CommandLine commandLine(Release release) {
        return new CommandLine(service, release.id(), release.facts().sha(), release.artifact(), release.directory());
    }

    Staging staging() {
        return new Staging(service.base());
    }

    /** Where hooks write. */
    Path hookLog() {
        return service.base().resolve("logs").resolve("hooks.log");
    }

    /** What the process at that port said last. */
    List<String> lastLines(int port) {
        return ServiceLogs.of(service).tail(slot(port));
    }
}
