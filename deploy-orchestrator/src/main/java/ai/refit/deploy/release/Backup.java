package ai.refit.deploy.release;

import java.time.Instant;
import java.util.UUID;

/**
 * What ran at a time, to go back to: the directories {@code code_<id>} and {@code wheel_<id>}.
 *
 * @param id {@code yyyyMMddHHmmss}, UTC
 * @param release what ran, with the digests of its layers
 * @param successful whether it had gone live
 * @param deployment that took it
 */
public record Backup(
        String id, Instant createdAt, ReleaseFacts release, boolean successful, BackupKind kind, UUID deployment) {

    public String codeName() {
        return BackupHalf.CODE.directoryName(id);
    }

    public String dependenciesName() {
        return BackupHalf.WHEEL.directoryName(id);
    }

    /** The layers of a release: two releases of the same ones are the same to users. */
    public boolean holds(String code, String dependencies) {
        return release.code().equals(code) && release.dependencies().equals(dependencies);
    }
}
