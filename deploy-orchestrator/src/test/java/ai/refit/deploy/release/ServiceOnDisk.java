package ai.refit.deploy.release;

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
import ai.refit.deploy.doubles.Patiently;
import ai.refit.deploy.process.ProcessTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service of which only the files matter. */
record ServiceOnDisk(Path base, Releases releases) {

    static final Instant NOON = Instant.parse("2026-01-27T12:00:00Z");

    static ServiceOnDisk of(ArtifactKind kind, Path base, @Nullable Path findLinks) {
        var service = new TargetService(
                "ai-service",
                "production",
                base,
                new ArtifactRules(kind, "python3", findLinks),
                new RunRules(
                        ManagerKind.PROCESS,
                        List.of("bin/run"),
                        Map.of(),
                        null,
                        Map.of(),
                        null,
                        List.of(8100),
                        Duration.ofSeconds(5)),
                new ProxyRules.None(),
                new HealthRules("/", "release", Duration.ofSeconds(1), Duration.ofSeconds(9), 5, 10),
                List.of(),
                null,
                new Deadlines(
                        Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)),
                Duration.ofSeconds(1),
                Duration.ZERO,
                new Retention(7, 2),
                new NoticeRules(null),
                new Hooks(List.of(), List.of(), List.of(), Duration.ofSeconds(1)),
                List.of(),
                List.of(),
                new LogRotation(1, 1),
                false,
                false,
                0);
        return new ServiceOnDisk(base, Releases.of(service, new ProcessTable()));
    }

    /** A complete release of an archive with that content, so many seconds after noon. */
    Release released(int second, String content) {
        String code = releases.layers().addCode(tarball(content), "app.tar.gz");
        String dependencies = releases.layers().resolveDependencies(code, Patiently.aMinute());
        return releases.build(facts(second, code, dependencies), Patiently.aMinute());
    }

    static ReleaseFacts facts(int second, String code, String dependencies) {
        return new ReleaseFacts(
                "202601271200%02d-0123456789ab".formatted(second),
                "0123456789abcdef0123456789abcdef01234567",
                "main",
                "77",
                code,
                dependencies,
                "f".repeat(64),
                12,
                NOON.plusSeconds(second),
                null,
                null);
    }

    private Path tarball(String content) {
        try {
            return new Tarball()
                    .file("bin/run", "#!/bin/sh\n", 0755)
                    .file("content.txt", content)
                    .writeTo(base.resolveSibling("built.tar.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
