package ai.refit.deploy.run;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.Irreversible;
import ai.refit.deploy.deployment.Order;
import ai.refit.deploy.deployment.Serving;
import ai.refit.deploy.deployment.ServingStore;
import ai.refit.deploy.lifecycle.Plan;
import ai.refit.deploy.lifecycle.Plan.Restore;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.lifecycle.Strategy;
import ai.refit.deploy.process.CommandLine;
import ai.refit.deploy.process.ProcessFailure;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.release.Backup;
import ai.refit.deploy.release.Release;
import ai.refit.deploy.release.ReleaseFacts;
import ai.refit.deploy.release.ReleaseFailure;
import ai.refit.deploy.release.UnreadableBackup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at everything that an order needs before the first effect, and decides how it will be done. */
@Component
public class Planner {

    /** Fetched, kept as a layer, unpacked as a release, and some air. */
    private static final int COPIES = 4;

    private final Targets targets;
    private final ServingStore serving;
    private final ProcessTable table;

    Planner(Targets targets, ServingStore serving, ProcessTable table) {
        this.targets = targets;
        this.serving = serving;
        this.table = table;
    }

    /** @param order of a known service */
    public Decision decide(Order order) {
        return decide(targets.find(order.key()).orElseThrow(), order);
    }

    Decision decide(Target target, Order order) {
        Serving now =
                Await.one(serving.of(order.service(), order.environment())).orElse(null);
        try {
            return go(target, order, now);
        } catch (Refused e) {
            return new Decision.No(e.why(), e.why().code().equals("NO_TARGET"));
        } catch (UnreadableBackup e) {
            return new Decision.No(new Refused("UNREADABLE_BACKUP", e).why(), false);
        } catch (ReleaseFailure e) {
            return new Decision.No(new Refused(e.code().name(), e).why(), false);
        }
    }

    private Decision go(Target target, Order order, @Nullable Serving now) {
        TargetService service = target.service();
        Running before = now == null ? null : new Running(now.release(), now.port());
        int port = freePort(service, before);
        List<String> warnings = new ArrayList<>();
        Restore restore = null;
        String sha;
        if (order instanceof Order.Restore wanted) {
            requireReversible(target, before);
            Backup backup = chosen(target, wanted, before);
            target.backups().verify(backup);
            restore = new Restore(backup.id(), wanted.dependencies());
            sha = backup.release().sha();
            if (!wanted.dependencies()) {
                warnings.add("only the code is restored: the dependencies stay those that run now");
            }
        } else {
            sha = ((Order.Deploy) order).sha();
        }
        requireUsable(target, order, port);
        var plan = new Plan(
                order.orderKind(),
                before != null && before.port() == port ? Strategy.HOLD : Strategy.BLUE_GREEN,
                ReleaseIds.free(
                        Instant.now(), sha, id -> target.releases().find(id).isPresent()),
                port,
                before,
                restore,
                irreversible(service, order, sha));
        return new Decision.Go(plan, PlanText.of(service, order, plan), warnings);
    }

    /** The port beside the one that serves; with one port, that one. */
    private static int freePort(TargetService service, @Nullable Running before) {
        return service.run().ports().stream()
                .filter(port -> before == null || port != before.port())
                .findFirst()
                .orElseGet(() -> service.run().ports().getFirst());
    }

    private void requireUsable(Target target, Order order, int port) {
        refuseIf(target.processes().unusable(), "PROCESS_MANAGER_UNUSABLE");
        refuseIf(target.proxy().unusable(), "PROXY_UNUSABLE");
        long needed = target.service().minimumDisk()
                + (order instanceof Order.Deploy deploy
                        ? COPIES * deploy.artifact().size()
                        : 0);
        long usable = target.releases().usableSpace();
        if (usable < needed) {
            throw new Refused(
                    "DISK_SPACE",
                    target.service().base() + " has " + usable + " bytes free (expected: " + needed + " or more)");
        }
        try {
            var _ = new CommandLine(
                            target.service(), "", "", "", target.service().base())
                    .environment(port);
        } catch (ProcessFailure e) {
            throw new Refused("SETTINGS_UNREADABLE", e);
        }
        boolean oursThere = !target.processes().find(target.slot(port)).isEmpty();
        if (!oursThere && table.isListenedOn(port)) {
            throw new Refused(
                    "PORT_TAKEN", "port " + port + " is listened on by a process that is not ours: stop it first");
        }
    }

    private static void refuseIf(Optional<String> fault, String code) {
        if (fault.isPresent()) {
            throw new Refused(code, fault.get());
        }
    }

    private static void requireReversible(Target target, @Nullable Running before) {
        if (before == null) {
            return;
        }
        Optional<Release> release = target.releases().find(before.release());
        String reason = release.map(found -> found.facts().irreversible()).orElse(null);
        if (reason == null) {
            reason = release.map(
                            found -> declared(target.service(), found.facts().sha()))
                    .orElse(null);
        }
        if (reason != null) {
            throw new Refused("IRREVERSIBLE", "there is no way back from " + before.release() + ": " + reason);
        }
    }

    private static Backup chosen(Target target, Order.Restore wanted, @Nullable Running before) {
        String wantedId = wanted.backup();
        if (wantedId != null) {
            return target.backups()
                    .find(wantedId)
                    .orElseThrow(() -> new Refused("BACKUP_NOT_FOUND", "there is no backup " + wantedId));
        }
        Optional<ReleaseFacts> now = before == null
                ? Optional.empty()
                : target.releases().find(before.release()).map(Release::facts);
        return target.backups()
                .latestOther(
                        now.map(ReleaseFacts::code).orElse(""),
                        now.map(ReleaseFacts::dependencies).orElse(""))
                .orElseThrow(
                        () -> new Refused("NO_TARGET", "there is no successful backup of anything but what runs now"));
    }

    private static @Nullable String irreversible(TargetService service, Order order, String sha) {
        String said = order instanceof Order.Deploy deploy ? deploy.irreversible() : null;
        return said != null ? said : declared(service, sha);
    }

    private static @Nullable String declared(TargetService service, String sha) {
        return service.irreversible().stream()
                .filter(mark -> sha.startsWith(mark.sha()))
                .map(Irreversible::reason)
                .findFirst()
                .orElse(null);
    }
}
