package ai.refit.deploy.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Nobody keeps them: each is started in a session of its own and is found again by its marks. */
final class SessionProcesses implements ProcessManager {

    private static final Duration UNTIL_SEEN = Duration.ofSeconds(10);

    private final SlotWatch watch;
    private final Duration stopGrace;

    SessionProcesses(SlotWatch watch, Duration stopGrace) {
        this.watch = watch;
        this.stopGrace = stopGrace;
    }

    @Override
    public List<OwnProcess> find(Slot slot) {
        return watch.find(slot);
    }

    @Override
    public OwnProcess start(Launch launch) {
        watch.requireFree(launch.slot());
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(SearchPath.setsid()), launch.command().stream())
                                .toList())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(launch.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(SearchPath.plainEnvironment());
        builder.environment().putAll(launch.environment());
        builder.environment().putAll(SlotWatch.marks(launch));
        try {
            Files.createDirectories(launch.log().getParent());
            Process process = builder.start();
            return watch.awaitStarted(launch, UNTIL_SEEN, process::isAlive);
        } catch (IOException e) {
            throw new ProcessFailure(launch + ": cannot be started: " + e.getMessage());
        }
    }

    @Override
    public void stop(Slot slot) {
        watch.end(slot, stopGrace);
    }

    @Override
    public Optional<Long> listener(Slot slot, OwnProcess process) {
        return watch.listener(slot, process);
    }

    @Override
    public Optional<String> unusable() {
        return SearchPath.find("setsid").isPresent()
                ? Optional.empty()
                : Optional.of("run.manager process: setsid is not on the PATH (install util-linux)");
    }
}
