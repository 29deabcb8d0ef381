package ai.refit.deploy.process;

import ai.refit.deploy.process.ProcessTable.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * What runs in the slots of one service, whoever keeps it. A process is ours when its first environment carries our
 * marks and it works below the service's releases; no file of ours is asked, so nothing can be out of date.
 */
final class SlotWatch {

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final Duration LAST_THREADS = Duration.ofSeconds(2);

    private final ProcessTable table;
    private final Path releases;

    SlotWatch(ProcessTable table, Path base) {
        this.table = table;
        this.releases = real(base).resolve("releases");
    }

    /** The processes that were started; those they started themselves carry the marks too and are left out. */
    List<OwnProcess> find(Slot slot) {
        return roots(slot).stream()
                .map(seen -> new OwnProcess(
                        seen.pid(), seen.startTicks(), seen.marks().getOrDefault(ProcessTable.RELEASE, "")))
                .toList();
    }

    Optional<Long> listener(Slot slot, OwnProcess process) {
        return table.listener(slot.port())
                .flatMap(table::find)
                .filter(seen ->
                        seen.pid() == process.pid() || seen.session() == process.pid() || isBelow(seen, process))
                .filter(seen -> table.lives(process.pid(), process.startTicks()))
                .map(Seen::pid);
    }

    /** Our marks, which the process passes on to what it starts itself. */
    static Map<String, String> marks(Launch launch) {
        return Map.of(ProcessTable.SLOT, launch.slot().toString(), ProcessTable.RELEASE, launch.release());
    }

    /**
     * @throws PortTaken when somebody else listens on the port
     * @throws ProcessFailure when one of ours is there already
     */
    void requireFree(Slot slot) {
        List<OwnProcess> there = find(slot);
        if (!there.isEmpty()) {
            throw new ProcessFailure(
                    "slot " + slot + ": process " + there.getFirst().pid() + " of release "
                            + there.getFirst().release() + " is there already (expected: none)");
        }
        awaitNoUnknownListener(slot);
        if (table.isListenedOn(slot.port())) {
            String who = table.listener(slot.port())
                    .flatMap(table::find)
                    .map(seen -> "process " + seen.pid() + " (" + seen.name() + ")")
                    .orElse("a process of another user");
            throw new PortTaken(
                    "port " + slot.port() + ": " + who + " listens there and is not ours; it was left alone");
        }
    }

    /** Waits for the process to appear. @throws ProcessFailure with what it said, when none does */
    OwnProcess awaitStarted(Launch launch, Duration patience, BooleanSupplier mayStillCome) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean last = !mayStillCome.getAsBoolean() || System.nanoTime() >= deadline;
            List<OwnProcess> there = find(launch.slot());
            if (!there.isEmpty()) {
                return there.getFirst();
            }
            if (last) {
                throw new ProcessFailure("slot " + launch.slot() + ": no process of "
                        + launch.command().getFirst() + " is there after its start; it said: "
                        + String.join("\n", LogTail.of(launch.log())));
            }
            pause();
        }
    }

    /** Ends all of ours in that slot, orphans too. */
    void end(Slot slot, Duration grace) {
        for (Seen seen : roots(slot)) {
            if (seen.pid() == ProcessHandle.current().pid()) {
                throw new ProcessFailure("slot " + slot + ": that is this very process, which does not end itself");
            }
            table.killTree(seen, grace);
        }
        // Those that had left both the session and the tree of what was ended.
        proven(slot).forEach(seen -> table.killTree(seen, grace));
        awaitNoUnknownListener(slot);
    }

    /** The last threads of a process that is gone already may keep its port for a moment. */
    private void awaitNoUnknownListener(Slot slot) {
        long deadline = System.nanoTime() + LAST_THREADS.toNanos();
        while (System.nanoTime() < deadline
                && table.isListenedOn(slot.port())
                && table.listener(slot.port()).isEmpty()) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailure("interrupted while waiting for a process");
        }
    }

    boolean isBelowReleases(Path directory) {
        return directory.startsWith(releases);
    }

    private List<Seen> roots(Slot slot) {
        List<Seen> all = proven(slot);
        Set<Long> pids = all.stream().map(Seen::pid).collect(Collectors.toSet());
        return all.stream()
                .filter(seen -> !pids.contains(seen.parent()))
                .filter(seen -> seen.session() == seen.pid() || !pids.contains(seen.session()))
                .toList();
    }

    private List<Seen> proven(Slot slot) {
        return table.marked(ProcessTable.SLOT, slot.toString()).stream()
                .filter(seen -> isBelowReleases(seen.workingDirectory()))
                .toList();
    }

    private boolean isBelow(Seen seen, OwnProcess process) {
        Optional<Seen> above = table.find(seen.parent());
        while (above.isPresent() && above.get().pid() != process.pid()) {
            above = table.find(above.get().parent());
        }
        return above.isPresent();
    }

    private static Path real(Path base) {
        try {
            return Files.exists(base)
                    ? base.toRealPath()
                    : base.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new ProcessFailure("base: " + base + " cannot be read");
        }
    }
}
