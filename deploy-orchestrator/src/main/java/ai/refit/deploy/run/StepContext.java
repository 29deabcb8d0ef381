package ai.refit.deploy.run;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.JournalEntry;
import ai.refit.deploy.deployment.LeaseStore.LeaseLost;
import ai.refit.deploy.gate.GateReport;
import ai.refit.deploy.gate.Patience;
import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.run.Checkpoints.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a step has at hand: its deployment and target, its time, its say in the journal, and the one way to an effect. */
final class StepContext implements Patience {

    /** How often a waiting step looks whether it shall go on. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Deployment deployment;
    private final Target target;
    private final String step;
    private final Claim claim;
    private final boolean abortable;
    private final Told told;
    private boolean looked;

    /** Where lines and gates go, and who is told how far the step is. */
    record Told(Consumer<JournalEntry> journal, Checkpoints checkpoints) {}

    StepContext(Deployment deployment, Target target, String step, Claim claim, boolean abortable, Told told) {
        this.deployment = deployment;
        this.target = target;
        this.step = step;
        this.claim = claim;
        this.abortable = abortable;
        this.told = told;
    }

    Deployment deployment() {
        return deployment;
    }

    Target target() {
        return target;
    }

    @Override
    public Instant deadline() {
        return deployment.deadline();
    }

    @Override
    public void say(String line) {
        told.journal().accept(new JournalEntry.LogLine(line));
    }

    void seen(GateReport report) {
        told.journal()
                .accept(new JournalEntry.GateSeen(
                        report.gate(), report.outcome().name(), report.detail(), report.figures()));
    }

    /** Waits, and looks now and then whether it shall go on. @throws CalledOff, LeaseLost, ShuttingDown */
    @Override
    public void pause(Duration time) {
        if (!looked) {
            looked = true;
            told.checkpoints().reached(step, Moment.DURING, step);
        }
        Instant end = Instant.now().plus(time);
        requireGoingOn();
        for (Instant now = Instant.now(); now.isBefore(end); now = Instant.now()) {
            Duration left = Duration.between(now, end);
            try {
                Thread.sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ShuttingDown();
            }
            requireGoingOn();
        }
    }

    void requireGoingOn() {
        claim.requireHeld();
        Deployment.Abort abort = claim.abort();
        if (abortable && abort != null) {
            throw new CalledOff(Cause.abort(abort.by(), abort.reason()));
        }
        if (!Instant.now().isBefore(deadline())) {
            throw new CalledOff(
                    Cause.failure("DEADLINE_PASSED", deployment.state().title() + " was not over by " + deadline()));
        }
    }

    /**
     * The one way to touch the host. Nobody else does meanwhile, and a claim that is over does nothing.
     *
     * @param name of the effect, for the live log
     * @throws LeaseLost
     */
    <T> T effect(String name, Supplier<T> effect) {
        requireGoingOn();
        T result = target.lock()
                .guarded(
                        claim.fence(),
                        () -> {
                            say(name);
                            return effect.get();
                        },
                        this::pause);
        told.checkpoints().reached(step, Moment.DURING, name);
        return result;
    }

    void effect(String name, Runnable effect) {
        var _ = effect(name, () -> {
            effect.run();
            return true;
        });
    }
}
