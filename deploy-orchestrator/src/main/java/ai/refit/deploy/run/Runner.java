package ai.refit.deploy.run;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.LeaseStore;
import ai.refit.deploy.deployment.LeaseStore.LeaseLost;
import ai.refit.deploy.deployment.LeaseStore.Renewed;
import ai.refit.deploy.process.ProcessTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Claims what is due and drives each claim on a thread of its own; keeps the leases of what it holds. */
@Component
class Runner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Runner.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final LeaseStore leases;
    private final Drive drive;
    private final RunProperties properties;
    private final ProcessTable table;
    private final Owner owner;
    private final Map<UUID, Claim> claims = new ConcurrentHashMap<>();
    private volatile boolean running;
    private ScheduledExecutorService clock = Executors.newScheduledThreadPool(0);
    private ExecutorService drivers = Executors.newVirtualThreadPerTaskExecutor();

    Runner(LeaseStore leases, Drive drive, RunProperties properties, ProcessTable table) {
        this.leases = leases;
        this.drive = drive;
        this.properties = properties;
        this.table = table;
        this.owner = Owner.ofThisProcess(table);
    }

    @Override
    public void start() {
        clock = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().name("deploy-clock-", 1).daemon().factory());
        drivers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("deploy-", 1).factory());
        running = true;
        long poll = properties.poll().toMillis();
        long beat = properties.heartbeat().toMillis();
        clock.scheduleWithFixedDelay(() -> guarded("claiming", this::claim), 0, poll, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(() -> guarded("renewing leases", this::renew), beat, beat, TimeUnit.MILLISECONDS);
    }

    /** What is held is left as after a kill, but that nobody needs to wait for its lease. */
    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
        drivers.shutdownNow();
        try {
            if (!drivers.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a step did not end when told to");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        guarded("giving back leases", () -> Await.done(leases.giveBack(owner.name())));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void claim() {
        List<String> dead = Await.all(leases.holders()).stream()
                .filter(name -> Owner.isDead(name, table))
                .toList();
        List<Deployment> claimed = Await.all(leases.claim(owner.name(), dead, properties.lease()));
        for (Deployment row : claimed) {
            var claim = new Claim(row);
            Claim earlier = claims.put(row.id(), claim);
            if (earlier != null) {
                earlier.lose();
            }
            drivers.submit(() -> drive(row, claim));
        }
    }

    private void drive(Deployment row, Claim claim) {
        try {
            drive.drive(row, claim);
        } catch (LeaseLost e) {
            log.atWarn()
                    .addKeyValue("deployment", row.id())
                    .addKeyValue("reason", e.getMessage())
                    .log("left to another");
        } catch (ShuttingDown e) {
            log.atInfo().addKeyValue("deployment", row.id()).log("left as it is: this orchestrator stops");
        } catch (RuntimeException e) {
            // Its lease runs out, and whoever comes then begins where the last save was.
            log.atError().addKeyValue("deployment", row.id()).setCause(e).log("driving broke off");
        } finally {
            claims.remove(row.id(), claim);
        }
    }

    private void renew() {
        if (claims.isEmpty()) {
            return;
        }
        Map<UUID, Claim> held = Map.copyOf(claims);
        Map<UUID, Renewed> renewed = Await.all(leases.renew(owner.name(), properties.lease(), held.keySet())).stream()
                .collect(Collectors.toMap(Renewed::id, answer -> answer));
        held.forEach((id, claim) -> {
            Renewed answer = renewed.get(id);
            if (answer != null && answer.fence() == claim.fence()) {
                claim.renewed(answer);
            } else if (claims.get(id) == claim) {
                claim.lose();
            }
        });
    }

    private void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            if (running) {
                log.atWarn().addKeyValue("reason", e.toString()).log(what + " failed; it goes on");
            }
        }
    }
}
