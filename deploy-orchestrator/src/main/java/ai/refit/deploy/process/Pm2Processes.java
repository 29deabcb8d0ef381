package ai.refit.deploy.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PM2 keeps them and starts them again when they end. They are found by their marks, as an orphan that outlived PM2's
 * daemon must be found too; only apps with the slot's name that work below our releases are ever deleted.
 */
final class Pm2Processes implements ProcessManager {

    private static final Duration UNTIL_SEEN = Duration.ofSeconds(10);
    private static final int DELETIONS = 5;

    private final SlotWatch watch;
    private final Pm2 pm2;
    private final Duration stopGrace;

    Pm2Processes(SlotWatch watch, Pm2 pm2, Duration stopGrace) {
        this.watch = watch;
        this.pm2 = pm2;
        this.stopGrace = stopGrace;
    }

    @Override
    public List<OwnProcess> find(Slot slot) {
        return watch.find(slot);
    }

    @Override
    public OwnProcess start(Launch launch) {
        watch.requireFree(launch.slot());
        for (Pm2.App app : named(launch.slot())) {
            if (!watch.isBelowReleases(app.directory())) {
                throw new ProcessFailure("PM2 app " + app.name() + ": works in " + app.directory()
                        + " and is not ours; it was left alone (expected: no app of that name)");
            }
            pm2.delete(app, stopGrace);
        }
        pm2.start(launch, stopGrace);
        return watch.awaitStarted(launch, UNTIL_SEEN, () -> true);
    }

    @Override
    public void stop(Slot slot) {
        delete(slot);
        watch.end(slot, stopGrace);
    }

    /** PM2 forgets a deletion that meets a restart, so an app that was ever started again is looked for once more. */
    private void delete(Slot slot) {
        for (int i = 0; i < DELETIONS; i++) {
            List<Pm2.App> ours = named(slot).stream()
                    .filter(app -> watch.isBelowReleases(app.directory()))
                    .toList();
            ours.forEach(app -> pm2.delete(app, stopGrace));
            if (ours.stream().allMatch(app -> app.restarts() == 0)) {
                return;
            }
        }
        throw new ProcessFailure("PM2 app " + slot.title() + ": PM2 starts it again after each of " + DELETIONS
                + " deletions (expected: no app of that name)");
    }

    @Override
    public Optional<Long> listener(Slot slot, OwnProcess process) {
        return watch.listener(slot, process);
    }

    @Override
    public Optional<String> unusable() {
        return SearchPath.find("pm2").isPresent()
                ? Optional.empty()
                : Optional.of("run.manager pm2: pm2 is not on the PATH (npm install --global pm2)");
    }

    private List<Pm2.App> named(Slot slot) {
        return pm2.apps().stream()
                .filter(app -> app.name().equals(slot.title()))
                .toList();
    }
}
