package ai.refit.deploy.run;

import ai.refit.deploy.gate.Proof;
import ai.refit.deploy.gate.Proof.Listener;
import ai.refit.deploy.lifecycle.Running;
import ai.refit.deploy.process.Launch;
import ai.refit.deploy.process.OwnProcess;
import ai.refit.deploy.process.PortTaken;
import ai.refit.deploy.process.ProcessFailure;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.process.Slot;
import ai.refit.deploy.release.Release;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Which release runs at which port of a target, seen and changed. */
@Component
final class Slots {

    private static final Duration SECOND_LOOK = Duration.ofMillis(50);

    private final ProcessTable table;

    Slots(ProcessTable table) {
        this.table = table;
    }

    /** Whether that release, and nothing else of ours, runs there. */
    boolean holdsOnly(Target target, Running running) {
        List<OwnProcess> found = target.processes().find(target.slot(running.port()));
        return found.size() == 1 && found.getFirst().release().equals(running.release());
    }

    /** Stops everything of ours there, if anything is. @throws Refused when it does not end */
    void empty(StepContext context, int port) {
        Slot slot = context.target().slot(port);
        if (context.target().processes().find(slot).isEmpty()) {
            return;
        }
        try {
            context.effect(
                    "stop what runs at port " + port,
                    () -> context.target().processes().stop(slot));
        } catch (ProcessFailure e) {
            throw new Refused("NOT_STOPPED", e);
        }
    }

    /** Stops that release there; whatever else of ours is there stays. */
    void stop(StepContext context, Running running) {
        if (holdsOnly(context.target(), running)) {
            empty(context, running.port());
        }
    }

    /**
     * All that a start needs. To be asked for before anything makes room for it.
     *
     * @throws Refused when a file or a program that it needs is not there
     */
    Launch launch(StepContext context, Release release, int port) {
        try {
            return context.target().commandLine(release).launch(port);
        } catch (ProcessFailure e) {
            throw new Refused("NOT_STARTED", e);
        }
    }

    /** @throws Refused when it does not start */
    void start(StepContext context, Launch launch) {
        try {
            var _ = context.effect(
                    "start " + launch.release() + " at port " + launch.slot().port(),
                    () -> context.target().processes().start(launch));
        } catch (PortTaken e) {
            throw new Refused("PORT_TAKEN", e);
        } catch (ProcessFailure e) {
            throw new Refused("NOT_STARTED", e);
        }
    }

    /** Who listens at the port, as the system's tables say; asked anew each time. */
    Proof proof(Target target, Running running) {
        Slot slot = target.slot(running.port());
        return () -> {
            List<OwnProcess> ours = target.processes().find(slot);
            for (OwnProcess process : ours) {
                Optional<Long> listener = target.processes().listener(slot, process);
                if (listener.isPresent()) {
                    return new Listener.Ours(process.pid(), process.startTicks(), process.release());
                }
            }
            Optional<Long> listener = table.listener(running.port());
            if (listener.isPresent()
                    && !ours.isEmpty()
                    && table.find(listener.get()).isEmpty()) {
                return new Listener.Nobody("the listener at port " + running.port() + " is just ending");
            }
            if (listener.isPresent()) {
                return new Listener.Foreign(listener.get());
            }
            return ours.isEmpty() && !target.restartsByItself() && isEmptyStill(target, slot)
                    ? new Listener.Gone("the process of " + running.release() + " ended")
                    : new Listener.Nobody("nobody listens at port " + running.port() + " yet");
        };
    }

    /** A process that is just becoming another program shows no marks for a moment: one look proves no end. */
    private static boolean isEmptyStill(Target target, Slot slot) {
        LockSupport.parkNanos(SECOND_LOOK.toNanos());
        return target.processes().find(slot).isEmpty();
    }
}
