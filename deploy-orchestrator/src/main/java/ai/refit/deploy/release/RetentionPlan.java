package ai.refit.deploy.release;

import ai.refit.deploy.catalog.TargetService.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what goes. A backup stays while it is younger than the retention's days, is kept by name, or is the newest of
 * one of the latest successful releases; these are counted by their layers, so that many backups of one release are one.
 * Failed ones are not counted: they push nothing out. A release stays while it is young or kept; one that was never
 * completed, for a day. A layer stays while anything that stays refers to it, and at least for a day: something may be
 * being made of it.
 */
record RetentionPlan(List<StoredBackup> backups, List<StoredRelease> releases, List<StoredLayer> layers) {

    /** How long what a crash may have left is not taken for a leftover. */
    static final Duration LEFTOVERS = Duration.ofDays(1);

    /** @param backup null when it cannot be read */
    record StoredBackup(
            String id, Instant createdAt, @Nullable Backup backup) {}

    /** @param facts null when it was never completed or cannot be read */
    record StoredRelease(
            String id, Instant createdAt, @Nullable ReleaseFacts facts) {}

    record StoredLayer(LayerKind kind, String digest, Instant createdAt) {

        String title() {
            return kind.title() + "/" + digest;
        }
    }

    private record Composed(String code, String dependencies) {

        Composed(ReleaseFacts facts) {
            this(facts.code(), facts.dependencies());
        }
    }

    /** From all that is stored, what goes. */
    static RetentionPlan of(
            Retention retention, RetentionPlan stored, Set<String> keepReleases, Set<String> keepBackups, Instant now) {
        Instant oldest = now.minus(Duration.ofDays(retention.days()));
        Instant leftover = now.minus(LEFTOVERS);
        Set<String> latest = latestSuccessful(stored.backups, retention.successful());
        var backups = stored.backups.stream()
                .filter(backup -> backup.createdAt().isBefore(oldest))
                .filter(backup -> !keepBackups.contains(backup.id()) && !latest.contains(backup.id()))
                .toList();
        var releases = stored.releases.stream()
                .filter(release -> release.createdAt().isBefore(release.facts() == null ? leftover : oldest))
                .filter(release -> !keepReleases.contains(release.id()))
                .toList();
        Set<Composed> used = Stream.concat(
                        stored.backups.stream()
                                .filter(backup -> !backups.contains(backup))
                                .map(StoredBackup::backup)
                                .filter(Objects::nonNull)
                                .map(Backup::release),
                        stored.releases.stream()
                                .filter(release -> !releases.contains(release))
                                .map(StoredRelease::facts)
                                .filter(Objects::nonNull))
                .map(Composed::new)
                .collect(Collectors.toSet());
        var layers = stored.layers.stream()
                .filter(layer -> layer.createdAt().isBefore(leftover))
                .filter(layer -> used.stream()
                        .noneMatch(composed -> layer.digest()
                                .equals(layer.kind() == LayerKind.CODE ? composed.code() : composed.dependencies())))
                .toList();
        return new RetentionPlan(backups, releases, layers);
    }

    private static Set<String> latestSuccessful(List<StoredBackup> stored, int count) {
        Set<Composed> counted = new HashSet<>();
        return stored.stream()
                .map(StoredBackup::backup)
                .filter(Objects::nonNull)
                .filter(Backup::successful)
                .sorted(Comparator.comparing(Backup::id).reversed())
                .filter(backup -> counted.size() < count && counted.add(new Composed(backup.release())))
                .map(Backup::id)
                .collect(Collectors.toSet());
    }
}
