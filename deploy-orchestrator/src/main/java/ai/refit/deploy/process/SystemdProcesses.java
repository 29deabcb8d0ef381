package ai.refit.deploy.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** systemd keeps them, each as a unit that it forgets when it has stopped. They are found by their marks. */
final class SystemdProcesses implements ProcessManager {

    private static final Duration UNTIL_SEEN = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final SlotWatch watch;
    private final Tool tool;
    private final Systemd systemd;
    private final Path run;
    private final Duration stopGrace;

    SystemdProcesses(SlotWatch watch, Tool tool, Systemd systemd, Path run, Duration stopGrace) {
        this.watch = watch;
        this.tool = tool;
        this.systemd = systemd;
        this.run = run;
        this.stopGrace = stopGrace;
    }

    @Override
    public List<OwnProcess> find(Slot slot) {
        return watch.find(slot);
    }

    @Override
    public OwnProcess start(Launch launch) {
        watch.requireFree(launch.slot());
        Map<String, String> environment = new HashMap<>(SearchPath.plainEnvironment());
        environment.putAll(launch.environment());
        environment.putAll(SlotWatch.marks(launch));
        Path file = run.resolve(launch.slot().title() + ".environment");
        try {
            Files.createDirectories(launch.log().getParent());
        } catch (IOException e) {
            throw new ProcessFailure(launch.log() + ": cannot be written: " + e.getMessage());
        }
        PrivateFile.write(file, Systemd.environmentFile(environment));
        Tool.Result result = call(systemd.start(launch, file, stopGrace), ANSWER);
        if (!result.succeeded()) {
            throw new ProcessFailure(
                    "systemd-run: exit code " + result.exitCode() + ": " + String.join("\n", result.tail()));
        }
        return watch.awaitStarted(launch, UNTIL_SEEN, () -> true);
    }

    @Override
    public void stop(Slot slot) {
        if (Systemd.isLoaded(call(systemd.show(slot), ANSWER).tail())) {
            Tool.Result result = call(systemd.stop(slot), ANSWER.plus(stopGrace));
            if (!result.succeeded()) {
                throw new ProcessFailure("systemctl stop " + Systemd.unit(slot) + ": exit code " + result.exitCode()
                        + ": " + String.join("\n", result.tail()));
            }
        }
        watch.end(slot, stopGrace);
    }

    @Override
    public Optional<Long> listener(Slot slot, OwnProcess process) {
        return watch.listener(slot, process);
    }

    @Override
    public Optional<String> unusable() {
        if (SearchPath.find("systemctl").isEmpty()
                || SearchPath.find("systemd-run").isEmpty()) {
            return Optional.of("run.manager systemd: systemctl or systemd-run is not on the PATH (install systemd, or"
                    + " choose pm2 or process)");
        }
        return Files.isDirectory(Path.of("/run/systemd/system"))
                ? Optional.empty()
                : Optional.of("run.manager systemd: this host was not started by systemd (choose pm2 or process)");
    }

    private Tool.Result call(List<String> command, Duration patience) {
        try {
            Files.createDirectories(run);
            Path output = Files.createTempFile(run, "systemd-", ".out");
            try {
                // Where a user's own systemd is reached.
                Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", "/run/user/" + SearchPath.userId());
                return tool.runUnmarked(
                        new Tool.Order(command, run, environment, output),
                        new Until(Instant.now().plus(patience)));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new ProcessFailure(run + ": cannot be written: " + e.getMessage());
        }
    }
}
