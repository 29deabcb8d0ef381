package ai.refit.deploy.run;

import ai.refit.deploy.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Who holds a lease: this start of an orchestrator in this process. It names boot, pid namespace, pid and start time, so
 * that another on the same host can tell that it is dead without waiting for its lease to run out.
 */
record Owner(String name) {

    private static final String SEPARATOR = "/";

    static Owner ofThisProcess(ProcessTable table) {
        long pid = ProcessHandle.current().pid();
        long started = table.find(pid)
                .orElseThrow(() -> new IllegalStateException("/proc does not show this process: Linux is needed"))
                .startTicks();
        return new Owner(String.join(
                SEPARATOR,
                host(),
                Long.toString(pid),
                Long.toString(started),
                UUID.randomUUID().toString().substring(0, 8)));
    }

    /** Whether that owner surely does not live any more. One of another host may. */
    static boolean isDead(String name, ProcessTable table) {
        String[] parts = name.split(SEPARATOR, -1);
        return parts.length == 4
                && parts[0].equals(host())
                && !table.lives(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /** One name for each boot and each pid namespace. */
    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + "."
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                            .toString()
                            .replaceAll("\\D", "");
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read: Linux is needed", e);
        }
    }
}
