package ai.refit.deploy.release;

import ai.refit.deploy.catalog.TargetService.Retention;
import ai.refit.deploy.release.RetentionPlan.StoredBackup;
import ai.refit.deploy.release.RetentionPlan.StoredLayer;
import ai.refit.deploy.release.RetentionPlan.StoredRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at what is stored, asks the plan, and deletes: backups first, layers last, so that no backup ever lacks its layers. */
record Pruning(BaseDirectory base, Releases releases, Retention retention) {

    Removed prune(Set<String> keepReleases, Set<String> keepBackups, Instant now) {
        try {
            RetentionPlan plan = RetentionPlan.of(retention, stored(), keepReleases, keepBackups, now);
            plan.backups().forEach(backup -> releases.backups().delete(backup.id()));
            plan.releases().forEach(release -> releases.discard(release.id()));
            for (StoredLayer layer : plan.layers()) {
                base.remove(base.layers(layer.kind()).resolve(layer.digest()));
            }
            return new Removed(
                    plan.backups().stream().map(StoredBackup::id).toList(),
                    plan.releases().stream().map(StoredRelease::id).toList(),
                    plan.layers().stream().map(StoredLayer::title).toList(),
                    removeLeftovers(now));
        } catch (IOException e) {
            throw ReleaseFailure.of("retention", e);
        }
    }

    private RetentionPlan stored() throws IOException {
        Backups.Inventory inventory = releases.backups().inventory();
        List<StoredBackup> backups = new ArrayList<>();
        inventory.backups().forEach(backup -> backups.add(new StoredBackup(backup.id(), backup.createdAt(), backup)));
        inventory
                .unreadable()
                .forEach(unreadable -> Backups.timeOf(unreadable.id())
                        .ifPresent(time -> backups.add(new StoredBackup(unreadable.id(), time, null))));
        List<StoredRelease> made = new ArrayList<>();
        for (Path directory : releases.directories()) {
            String id = directory.getFileName().toString();
            @Nullable ReleaseFacts facts = facts(id).orElse(null);
            made.add(new StoredRelease(id, facts == null ? changed(directory) : facts.createdAt(), facts));
        }
        List<StoredLayer> layers = new ArrayList<>();
        for (LayerKind kind : LayerKind.values()) {
            for (Path layer : BaseDirectory.entries(base.layers(kind))) {
                layers.add(new StoredLayer(kind, layer.getFileName().toString(), changed(layer)));
            }
        }
        return new RetentionPlan(backups, made, layers);
    }

    private Optional<ReleaseFacts> facts(String id) {
        try {
            return releases.find(id).map(Release::facts);
        } catch (ReleaseFailure e) {
            return Optional.empty();
        }
    }

    private List<String> removeLeftovers(Instant now) throws IOException {
        List<Path> candidates = new ArrayList<>(BaseDirectory.entries(base.staging()));
        for (Path path : BaseDirectory.entries(base.backups())) {
            if (Backups.isLoneHalf(path)) {
                candidates.add(path);
            }
        }
        List<String> removed = new ArrayList<>();
        for (Path path : candidates) {
            if (changed(path).isBefore(now.minus(RetentionPlan.LEFTOVERS))) {
                base.remove(path);
                removed.add(path.getFileName().toString());
            }
        }
        return removed;
    }

    private static Instant changed(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    }
}
