package ai.refit.deploy.process;

import java.util.List;
import java.util.Optional;

/** Who keeps the processes of a service. All calls wait for their effect, and may be repeated. */
public interface ProcessManager {

    /**
     * All processes of ours in that slot, without those they started themselves. More than one only after a crash;
     * zombies do not count. For a moment empty when a manager starts one again that ended.
     */
    List<OwnProcess> find(Slot slot);

    /**
     * Starts the process in a session of its own, so that it outlives us; returns when it exists. The caller has seen
     * that the slot is empty.
     *
     * @throws PortTaken when a process that is not ours listens on the port
     * @throws ProcessFailure when it cannot be started, with what was said
     */
    OwnProcess start(Launch launch);

    /**
     * Stops everything of ours in that slot, with descendants: SIGTERM, then SIGKILL after the service's grace. Returns
     * when all are gone and the port is free.
     *
     * @throws ProcessFailure when one is still there
     */
    void stop(Slot slot);

    /** The pid that listens on the slot's port, if it is that process, belongs to its session or descends from it. */
    Optional<Long> listener(Slot slot, OwnProcess process);

    /** What is missing for it to be used, with the remedy; empty when nothing. */
    Optional<String> unusable();
}
