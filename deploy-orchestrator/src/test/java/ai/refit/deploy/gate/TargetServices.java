package ai.refit.deploy.gate;

import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.catalog.TargetService.ArtifactKind;
import ai.refit.deploy.catalog.TargetService.ArtifactRules;
import ai.refit.deploy.catalog.TargetService.Deadlines;
import ai.refit.deploy.catalog.TargetService.HealthRules;
import ai.refit.deploy.catalog.TargetService.Hooks;
import ai.refit.deploy.catalog.TargetService.LogRotation;
import ai.refit.deploy.catalog.TargetService.ManagerKind;
import ai.refit.deploy.catalog.TargetService.NoticeRules;
import ai.refit.deploy.catalog.TargetService.ProxyRules;
import ai.refit.deploy.catalog.TargetService.Retention;
import ai.refit.deploy.catalog.TargetService.RunRules;
import ai.refit.deploy.catalog.TargetService.SmokeCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Services of which only what a gate reads matters. */
final class TargetServices {

    private TargetServices() {}

    /** Asked at {@code /health}: 10 s healthy, 3 tries for a new release, 5 for one that comes back. */
    static TargetService smokedBy(SmokeCheck... smoke) {
        Duration some = Duration.ofMinutes(1);
        return new TargetService(
                "ai-service",
                "test",
                Path.of("/nowhere"),
                new ArtifactRules(ArtifactKind.ARCHIVE, "python3", null),
                new RunRules(ManagerKind.PROCESS, List.of("run"), Map.of(), null, Map.of(), null, List.of(1), some),
                new ProxyRules.None(),
                new HealthRules("/health", "release", Duration.ofSeconds(10), some, 3, 5),
                List.of(smoke),
                null,
                new Deadlines(some, some, some, some),
                some,
                some,
                new Retention(7, 5),
                new NoticeRules(null),
                new Hooks(List.of(), List.of(), List.of(), some),
                List.of(),
                List.of(),
                new LogRotation(1, 1),
                false,
                false,
                0);
    }
}
