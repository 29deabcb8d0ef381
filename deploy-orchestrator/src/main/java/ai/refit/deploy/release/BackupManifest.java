package ai.refit.deploy.release;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * {@code manifest.json} of one half of a backup. Each says all, so that a lost half can be written again.
 *
 * @param half {@code code} or {@code wheel}
 * @param layer digest of the layer that this half stands for
 */
record BackupManifest(
        String backup,
        String half,
        String layer,
        Instant createdAt,
        boolean successful,
        BackupKind kind,
        UUID deployment,
        ReleaseFacts release) {

    static final String FILE = "manifest.json";

    /** Far more than one ever needs: anything larger is not ours. */
    private static final long LARGEST = 1 << 16;

    BackupManifest {
        if (Stream.of(backup, half, layer, createdAt, kind, deployment, release).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "backup, half, layer, created_at, kind, deployment, release: missing (expected: all of them)");
        }
    }

    static BackupManifest of(Backup backup, BackupHalf half) {
        return new BackupManifest(
                backup.id(),
                half.title(),
                half.layer(backup.release()),
                backup.createdAt(),
                backup.successful(),
                backup.kind(),
                backup.deployment(),
                backup.release());
    }

    /** @throws UnreadableBackup when it is not what was once written to a directory of that name */
    static Backup read(Path directory, BackupHalf half, String id) {
        String title = directory.getFileName() + "/" + FILE;
        Path file = directory.resolve(FILE);
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(file) > LARGEST) {
                throw new UnreadableBackup(id, title + ": missing or no manifest");
            }
            var manifest = Json.read(Files.readAllBytes(file), BackupManifest.class);
            if (!manifest.backup.equals(id)
                    || !manifest.half.equals(half.title())
                    || !manifest.layer.equals(half.layer(manifest.release))) {
                throw new UnreadableBackup(id, title + ": of another backup");
            }
            return new Backup(
                    id, manifest.createdAt, manifest.release, manifest.successful, manifest.kind, manifest.deployment);
        } catch (JacksonException e) {
            throw new UnreadableBackup(id, title + ": not a manifest");
        } catch (IOException e) {
            throw new UnreadableBackup(id, title + ": cannot be read: " + e);
        }
    }
}
