package ai.refit.deploy.run;

import ai.refit.deploy.deployment.Deployment;
import ai.refit.deploy.deployment.LeaseStore.LeaseLost;
import ai.refit.deploy.deployment.LeaseStore.Renewed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A deployment that we hold, and what is known of the hold by now. Written by the heartbeat, read by the step. */
final class Claim {

    private final UUID id;
    private final long fence;
    private volatile boolean lost;
    private volatile boolean paused;
    private volatile Deployment.@Nullable Abort abort;

    Claim(Deployment row) {
        this.id = row.id();
        this.fence = row.fence();
        this.paused = row.paused();
        this.abort = row.abort();
    }

    UUID id() {
        return id;
    }

    long fence() {
        return fence;
    }

    /** The row as a statement of ours found it, which may be sooner than the heartbeat does. */
    void saw(Deployment row) {
        paused = row.paused();
        abort = row.abort();
    }

    void renewed(Renewed renewed) {
        paused = renewed.paused();
        abort = renewed.abort();
    }

    void lose() {
        lost = true;
    }

    boolean isPaused() {
        return paused;
    }

    Deployment.@Nullable Abort abort() {
        return abort;
    }

    /** @throws LeaseLost */
    void requireHeld() {
        if (lost) {
            throw new LeaseLost("the lease of deployment " + id + " ran out");
        }
    }
}
