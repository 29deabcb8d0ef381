package ai.refit.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.refit.deploy.catalog.TargetService.ArtifactKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {

    private static final Instant THREE = Instant.parse("2026-01-27T15:00:00Z");

    private ServiceOnDisk service;
    private Releases releases;
    private Backups backups;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        service = ServiceOnDisk.of(ArtifactKind.ARCHIVE, directory.resolve("base"), null);
        releases = service.releases();
        backups = releases.backups();
    }

    @Test
    void aBackupIsAPairOfDirectoriesThatNamesItsLayers() throws IOException {
        Release release = service.released(1, "one");
        Backup backup = backups.take(release.id(), true, BackupKind.ROLLOUT, new UUID(0, 1), THREE);
        assertThat(backup.id()).isEqualTo("20260127150000");
        assertThat(backup.createdAt()).isEqualTo(THREE);
        assertThat(backup.release()).isEqualTo(release.facts());
        assertThat(Files.readString(at("code_20260127150000").resolve("manifest.json")))
                .contains(
                        "\"half\":\"code\"", "\"layer\":\"" + release.facts().code() + "\"", "\"sha\":\"0123456789ab");
        assertThat(Files.readString(at("wheel_20260127150000").resolve("manifest.json")))
                .contains("\"half\":\"wheel\"", "\"layer\":\"" + release.facts().dependencies() + "\"");
        assertThat(backups.list()).containsExactly(backup);
        backups.verify(backup);
    }

    @Test
    void oneDeploymentTakesOneOfEachKind() {
        String release = service.released(1, "one").id();
        Backup rollout = backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, 1), THREE);
        assertThat(backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, 1), THREE.plusSeconds(60)))
                .isEqualTo(rollout);
        Backup safety = backups.take(release, true, BackupKind.SAFETY, new UUID(0, 1), THREE.plusSeconds(60));
        assertThat(backups.list()).containsExactly(safety, rollout);
    }

    @Test
    void aTakenSecondMovesToTheNextFreeOne() {
        String release = service.released(1, "one").id();
        for (int i = 0; i < 3; i++) {
            backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, i), THREE.plusMillis(i));
        }
        assertThat(backups.list())
                .extracting(Backup::id)
                .containsExactly("20260127150002", "20260127150001", "20260127150000");
    }

    @Test
    void aHalfThatACrashLeftIsNoBackupAndIsCompletedByTheSameDeployment() throws IOException {
        String release = service.released(1, "one").id();
        Backup backup = backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, 1), THREE);
        remove("code_" + backup.id());
        assertThat(backups.list()).isEmpty();
        assertThat(backups.find(backup.id())).isEmpty();
        assertThat(backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, 1), THREE.plusSeconds(9)))
                .isEqualTo(backup);
        assertThat(backups.list()).containsExactly(backup);
    }

    @Test
    void aHalfThatNobodyCompletesIsALeftover() throws IOException {
        Release release = service.released(1, "one");
        Backup backup = backups.take(release.id(), true, BackupKind.ROLLOUT, new UUID(0, 1), Instant.now());
        remove("code_" + backup.id());
        assertThat(releases.prune(Set.of(), Set.of(), Instant.now()).leftovers())
                .isEmpty();
        Files.setLastModifiedTime(
                at("wheel_" + backup.id()), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertThat(releases.prune(Set.of(), Set.of(), Instant.now()).leftovers())
                .containsExactly("wheel_" + backup.id());
        assertThat(at("wheel_" + backup.id())).doesNotExist();
    }

    @Test
    void allThreeNamesFindABackupAndOthersAreRefused() {
        Backup backup = backups.take(service.released(1, "one").id(), true, BackupKind.ROLLOUT, new UUID(0, 1), THREE);
        assertThat(backups.find("20260127150000")).contains(backup);
        assertThat(backups.find("code_20260127150000")).contains(backup);
        assertThat(backups.find("wheel_20260127150000")).contains(backup);
        assertThat(backups.find("20260127150001")).isEmpty();
        for (String malformed :
                new String[] {"", "latest", "2026012715000", "20261327150000", "jar_20260127150000", "../x"}) {
            assertThatThrownBy(() -> backups.find(malformed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("backup_id");
        }
    }

    @Test
    void aPoisonedInventoryHidesNoGoodBackup() throws IOException {
        String release = service.released(1, "one").id();
        Backup good = backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, 1), THREE);
        Backup bad = backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, 2), THREE.plusSeconds(10));
        Backup mixed = backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, 3), THREE.plusSeconds(20));
        Files.writeString(at("code_" + bad.id()).resolve("manifest.json"), "{ not json");
        Files.writeString(
                at("wheel_" + mixed.id()).resolve("manifest.json"),
                Files.readString(at("wheel_" + good.id()).resolve("manifest.json")));
        Files.createDirectories(at("code_20260127150030"));
        Files.writeString(at("code_20260127150040"), "a file");
        Files.createSymbolicLink(at("code_20260127150050"), at("code_" + good.id()));
        Files.createDirectories(at("code_20269999999999"));
        Files.createDirectories(at("lost+found"));
        Files.writeString(at("notes.txt"), "hello");

        Backups.Inventory inventory = backups.inventory();

        assertThat(inventory.backups()).containsExactly(good);
        assertThat(inventory.unreadable())
                .extracting(UnreadableBackup::id)
                .containsExactly("20260127150030", "20260127150020", "20260127150010");
        assertThat(inventory.passedOver())
                .extracting(UnreadableBackup::id)
                .containsExactlyInAnyOrder(
                        "code_20260127150040", "code_20260127150050", "code_20269999999999", "lost+found", "notes.txt");
        assertThatThrownBy(() -> backups.find(bad.id()))
                .isInstanceOf(UnreadableBackup.class)
                .hasMessageContaining("not a manifest");
        assertThatThrownBy(() -> backups.find(mixed.id())).hasMessageContaining("of another backup");
        backups.take(release, true, BackupKind.ROLLOUT, new UUID(0, 4), THREE);
        releases.prune(Set.of(), Set.of(), THREE.plus(Duration.ofDays(30)));
        assertThat(at("notes.txt")).exists();
        assertThat(at("code_" + bad.id())).doesNotExist();
    }

    @Test
    void aManifestThatPointsOutOfTheLayersIsUnreadable() throws IOException {
        Backup backup = backups.take(service.released(1, "one").id(), true, BackupKind.ROLLOUT, new UUID(0, 1), THREE);
        Path manifest = at("code_" + backup.id()).resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace(backup.release().code(), "../../../etc"));
        assertThatThrownBy(() -> backups.find(backup.id())).isInstanceOf(UnreadableBackup.class);
    }

    @Test
    void aBackupWhoseLayerWasChangedOrLostIsUnreadable() throws IOException {
        Backup backup = backups.take(service.released(1, "one").id(), true, BackupKind.ROLLOUT, new UUID(0, 1), THREE);
        Path file = service.base().resolve("layers/code/" + backup.release().code() + "/app.tar.gz");
        Files.writeString(file, "changed");
        assertThatThrownBy(() -> backups.verify(backup))
                .isInstanceOf(UnreadableBackup.class)
                .hasMessageContaining("app.tar.gz was changed");
        Files.delete(file);
        assertThatThrownBy(() -> backups.verify(backup)).hasMessageContaining("app.tar.gz is missing");
    }

    @Test
    void theLatestOtherIsSuccessfulSoundAndNotWhatRuns() throws IOException {
        Release one = service.released(1, "one");
        Release two = service.released(2, "two");
        Release three = service.released(3, "three");
        Release four = service.released(4, "four");
        Backup oldest = backups.take(one.id(), true, BackupKind.ROLLOUT, new UUID(0, 1), THREE);
        Backup damaged = backups.take(two.id(), true, BackupKind.ROLLOUT, new UUID(0, 2), THREE.plusSeconds(1));
        backups.take(three.id(), false, BackupKind.ROLLOUT, new UUID(0, 3), THREE.plusSeconds(2));
        backups.take(four.id(), true, BackupKind.SAFETY, new UUID(0, 4), THREE.plusSeconds(3));
        assertThat(latestOther(four)).contains(damaged);
        Files.delete(service.base().resolve("layers/code/" + two.facts().code() + "/app.tar.gz"));
        assertThat(latestOther(four)).contains(oldest);
        backups.delete(oldest.id());
        backups.delete(oldest.id());
        assertThat(latestOther(four)).isEmpty();
    }

    @Test
    void oldBackupsGoWithTheirLayersAndTheLatestSuccessfulStayRestorable() throws IOException {
        for (int i = 1; i <= 3; i++) {
            Release release = service.released(i, "content " + i);
            backups.take(release.id(), true, BackupKind.ROLLOUT, new UUID(0, i), THREE.plusSeconds(i));
            Files.setLastModifiedTime(
                    service.base().resolve("layers/code/" + release.facts().code()), FileTime.from(THREE));
        }
        Removed removed = releases.prune(Set.of(), Set.of(), THREE.plus(Duration.ofDays(30)));
        assertThat(removed.backups()).containsExactly("20260127150001");
        assertThat(removed.releases()).hasSize(3);
        assertThat(removed.layers()).hasSize(1);
        assertThat(backups.list()).hasSize(2).allSatisfy(backups::verify);
    }

    @Test
    void whatIsNotCompleteCannotBeBackedUp() {
        assertThatThrownBy(() ->
                        backups.take("20260127120009-0123456789ab", true, BackupKind.ROLLOUT, new UUID(0, 1), THREE))
                .isInstanceOf(ReleaseFailure.class);
        assertThat(backups.list()).isEmpty();
    }

    private Optional<Backup> latestOther(Release running) {
        return backups.latestOther(running.facts().code(), running.facts().dependencies());
    }

    private Path at(String name) {
        return service.base().resolve("backups/ai-service").resolve(name);
    }

    private void remove(String name) throws IOException {
        Files.delete(at(name).resolve("manifest.json"));
        Files.delete(at(name));
    }
}
