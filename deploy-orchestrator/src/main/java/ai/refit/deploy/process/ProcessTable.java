package ai.refit.deploy.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this host as Linux's {@code /proc} shows them. A process is known by its pid and its start time
 * together, since pids are used again; zombies count as gone; what belongs to another user is passed over.
 */
public final class ProcessTable {

    /** Mark of a deployed process: its {@link Slot}. */
    public static final String SLOT = "REFIT_SLOT";

    /** Mark of a deployed process: id of its release. */
    public static final String RELEASE = "REFIT_RELEASE";

    /** Mark of a program that works for us: what it works for. */
    public static final String TOOL = "REFIT_TOOL";

    private static final Set<String> MARKS = Set.of(SLOT, RELEASE, TOOL);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final String LISTENING = "0A";

    private final Path proc;

    public ProcessTable() {
        this(Path.of("/proc"));
    }

    ProcessTable(Path proc) {
        this.proc = proc;
    }

    /**
     * A live process of our user.
     *
     * @param startTicks when it started, in clock ticks since boot
     * @param session pid of the leader of its session
     * @param workingDirectory as it is now; ends in {@code " (deleted)"} when the directory is gone
     * @param marks those of its first environment that are ours; nothing else of it is kept
     */
    public record Seen(
            long pid,
            long startTicks,
            long parent,
            long session,
            String name,
            Path workingDirectory,
            Map<String, String> marks) {

        public Seen {
            marks = Map.copyOf(marks);
        }

        private boolean isSame(Seen other) {
            return pid == other.pid && startTicks == other.startTicks;
        }
    }

    /** The processes whose first environment has that mark with exactly that value. */
    public List<Seen> marked(String mark, String value) {
        return all().stream()
                .filter(seen -> value.equals(seen.marks().get(mark)))
                .toList();
    }

    public Optional<Seen> find(long pid) {
        try {
            Path entry = proc.resolve(Long.toString(pid));
            if (!isOurs(entry)) {
                return Optional.empty();
            }
            // The name stands in parentheses and may itself hold spaces and parentheses.
            String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
            int nameEnds = stat.lastIndexOf(')');
            String[] fields = stat.substring(nameEnds + 2).split(" ", -1);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new Seen(
                    pid,
                    Long.parseLong(fields[19]),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    stat.substring(stat.indexOf('(') + 1, nameEnds),
                    Files.readSymbolicLink(entry.resolve("cwd")),
                    marksOf(entry)));
        } catch (IOException goneOrUnreadable) {
            return Optional.empty();
        }
    }

    /** Whether that very process still lives. */
    public boolean lives(long pid, long startTicks) {
        return find(pid).filter(seen -> seen.startTicks() == startTicks).isPresent();
    }

    /**
     * The process that listens on the TCP port, on whatever address; the oldest when they share it. Empty too when it
     * is another user's: see {@link #isListenedOn}.
     */
    public Optional<Long> listener(int port) {
        Set<String> sockets = listeningSockets(port);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return all().stream()
                .filter(seen -> holdsOneOf(sockets, seen.pid()))
                .min(Comparator.comparingLong(Seen::startTicks).thenComparingLong(Seen::pid))
                .map(Seen::pid);
    }

    /** Whether anybody at all listens on the TCP port. */
    public boolean isListenedOn(int port) {
        return !listeningSockets(port).isEmpty();
    }

    /**
     * Ends a process, its session if it leads one, and all descendants: SIGTERM, then SIGKILL to those left after the
     * grace. Returns when all are gone; at once when the process is gone and left nothing. Descendants that carry the
     * mark of another slot live on: an orchestrator that is replaced is the parent of what it deployed.
     *
     * @throws ProcessFailure when one outlives SIGKILL
     */
    public void killTree(Seen root, Duration grace) {
        Map<Long, Seen> tree = new LinkedHashMap<>();
        tree.put(root.pid(), root);
        signal(grow(tree), false);
        if (!awaitGone(tree, grace)) {
            long deadline = System.nanoTime() + AFTER_KILL.toNanos();
            // Again and again: one may have been born while the others were killed.
            while (System.nanoTime() < deadline) {
                signal(grow(tree), true);
                if (awaitGone(tree, Duration.ofMillis(5 * LOOK_AGAIN_MILLIS))) {
                    return;
                }
            }
            throw new ProcessFailure("process " + root.pid() + " (" + root.name() + "): still there "
                    + AFTER_KILL.toSeconds() + " s after SIGKILL to it and its descendants");
        }
    }

    /** Waits until no process of the tree is left, among them those born meanwhile. */
    private boolean awaitGone(Map<Long, Seen> tree, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!grow(tree).isEmpty()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProcessFailure("interrupted while processes were being ended");
            }
        }
        return true;
    }

    /** Adds to the tree whoever belongs to it by now, and returns who of it lives. */
    private List<Seen> grow(Map<Long, Seen> tree) {
        Map<Long, Seen> living = new HashMap<>();
        all().forEach(seen -> living.put(seen.pid(), seen));
        living.remove(ProcessHandle.current().pid());
        String slot = tree.values().iterator().next().marks().get(SLOT);
        living.values().removeIf(seen -> {
            String other = seen.marks().get(SLOT);
            return other != null && !other.equals(slot);
        });
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Seen seen : living.values()) {
                if (!tree.containsKey(seen.pid())
                        && (isBelow(tree.get(seen.parent()), seen, living)
                                || leadsSessionOf(tree.get(seen.session()), seen, living))) {
                    tree.put(seen.pid(), seen);
                    grown = true;
                }
            }
        }
        List<Seen> left = new ArrayList<>();
        tree.values().forEach(known -> {
            Seen now = living.get(known.pid());
            if (now != null && now.isSame(known)) {
                left.add(now);
            }
        });
        return left;
    }

    private static boolean isBelow(@Nullable Seen parent, Seen child, Map<Long, Seen> living) {
        if (parent == null) {
            return false;
        }
        Seen now = living.get(parent.pid());
        return now != null && now.isSame(parent) && child.startTicks() >= parent.startTicks();
    }

    /** Also when the leader is gone: its pid is not given away while its session has members. */
    private static boolean leadsSessionOf(@Nullable Seen leader, Seen member, Map<Long, Seen> living) {
        if (leader == null || leader.session() != leader.pid() || member.startTicks() < leader.startTicks()) {
            return false;
        }
        Seen now = living.get(leader.pid());
        return now == null || now.isSame(leader);
    }

    private void signal(List<Seen> processes, boolean kill) {
        for (Seen seen : processes) {
            if (lives(seen.pid(), seen.startTicks())) {
                ProcessHandle.of(seen.pid()).ifPresent(kill ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
            }
        }
    }

    private List<Seen> all() {
        try (Stream<Path> entries = Files.list(proc)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .flatMap(name -> find(Long.parseLong(name)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(proc + ": cannot be read (expected: Linux's process table)", e);
        }
    }

    private boolean isOurs(Path entry) throws IOException {
        return Files.getAttribute(entry, "unix:uid").equals(Files.getAttribute(proc.resolve("self/"), "unix:uid"));
    }

    private static Map<String, String> marksOf(Path entry) throws IOException {
        Map<String, String> marks = new HashMap<>();
        String environment = Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1);
        for (String variable : environment.split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0 && MARKS.contains(variable.substring(0, equals))) {
                marks.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return marks;
    }

    private Set<String> listeningSockets(int port) {
        String suffix = ":%04X".formatted(port);
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try (Stream<String> lines = Files.lines(proc.resolve(table), StandardCharsets.ISO_8859_1)) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields[1].endsWith(suffix) && fields[3].equals(LISTENING))
                        .forEach(fields -> sockets.add("socket:[" + fields[9] + "]"));
            } catch (NoSuchFileException noIpv6) {
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException(proc.resolve(table) + ": cannot be read", e);
            }
        }
        return sockets;
    }

    private boolean holdsOneOf(Set<String> sockets, long pid) {
        try (Stream<Path> descriptors =
                Files.list(proc.resolve(Long.toString(pid)).resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        } catch (IOException goneOrUnreadable) {
            return false;
        }
    }
}
