package ai.refit.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.catalog.TargetService.Retention;
import ai.refit.deploy.release.RetentionPlan.StoredBackup;
import ai.refit.deploy.release.RetentionPlan.StoredLayer;
import ai.refit.deploy.release.RetentionPlan.StoredRelease;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ages in days before now; a release's layers are named by a word. Seven days, two successful releases. */
class RetentionPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final List<StoredBackup> backups = new ArrayList<>();
    private final List<StoredRelease> releases = new ArrayList<>();
    private final List<StoredLayer> layers = new ArrayList<>();
    private Set<String> keepReleases = Set.of();
    private Set<String> keepBackups = Set.of();

    @Test
    void youngBackupsAllStay() {
        for (int day = 0; day <= 7; day++) {
            backup(day, "app" + day, true);
            backup(day, "bad" + day, false);
        }
        assertThat(goneBackups()).isEmpty();
    }

    @Test
    void theLatestSuccessfulStayWhateverTheirAge() {
        backup(40, "third", true);
        backup(30, "second", true);
        backup(20, "first", true);
        assertThat(goneBackups()).containsExactly(40);
    }

    @Test
    void failedOnesPushNoGoodOneOut() {
        backup(30, "good", true);
        backup(25, "better", true);
        for (int day = 1; day <= 20; day++) {
            backup(day, "bad" + day, false);
        }
        assertThat(goneBackups()).containsExactlyInAnyOrder(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
    }

    @Test
    void manyBackupsOfOneReleaseCountOnce() {
        backup(30, "old", true);
        backup(12, "new", true);
        backup(11, "new", true);
        backup(10, "new", true);
        assertThat(goneBackups()).containsExactlyInAnyOrder(12, 11);
    }

    @Test
    void anUnreadableBackupGoesWhenItIsOldAndCountsForNothing() {
        backups.add(new StoredBackup(id(20), NOW.minus(Duration.ofDays(20)), null));
        backups.add(new StoredBackup(id(3), NOW.minus(Duration.ofDays(3)), null));
        backup(30, "a", true);
        backup(29, "b", true);
        assertThat(goneBackups()).containsExactly(20);
    }

    @Test
    void whatIsKeptByNameStays() {
        backup(90, "ancient", false);
        release(90, "ancient");
        keepBackups = Set.of(id(90));
        keepReleases = Set.of(id(90) + "-000000000000");
        assertThat(goneBackups()).isEmpty();
        assertThat(plan().releases()).isEmpty();
    }

    @Test
    void oldReleasesGoAndSoDoHalfMadeOnesAfterADay() {
        release(8, "old");
        release(6, "young");
        half(2);
        half(0);
        assertThat(plan().releases())
                .extracting(StoredRelease::id)
                .containsExactlyInAnyOrder(id(8) + "-000000000000", id(2) + "-000000000000");
    }

    @Test
    void layersStayAsLongAsAnythingThatStaysRefersToThem() {
        backup(31, "gone", false);
        backup(30, "backed-up", true);
        release(30, "gone");
        release(1, "running");
        for (String word : List.of("gone", "backed-up", "running", "nobody's")) {
            layer(word, 30);
        }
        layer("being-made", 0);
        assertThat(plan().layers())
                .extracting(StoredLayer::title)
                .containsExactlyInAnyOrder(
                        "code/" + digest("gone"),
                        "dependencies/" + digest("gone" + "-deps"),
                        "code/" + digest("nobody's"),
                        "dependencies/" + digest("nobody's" + "-deps"));
    }

    private List<Integer> goneBackups() {
        return plan().backups().stream()
                .map(backup -> (int) Duration.between(backup.createdAt(), NOW).toDays())
                .toList();
    }

    private RetentionPlan plan() {
        return RetentionPlan.of(
                new Retention(7, 2), new RetentionPlan(backups, releases, layers), keepReleases, keepBackups, NOW);
    }

    private void backup(int age, String word, boolean successful) {
        var backup = new Backup(id(age), time(age), facts(age, word), successful, BackupKind.ROLLOUT, new UUID(0, age));
        backups.add(new StoredBackup(backup.id(), backup.createdAt(), backup));
    }

    private void release(int age, String word) {
        stored(age, facts(age, word));
    }

    private void half(int age) {
        stored(age, null);
    }

    private void stored(int age, @Nullable ReleaseFacts facts) {
        releases.add(new StoredRelease(id(age) + "-000000000000", time(age), facts));
    }

    private void layer(String word, int age) {
        layers.add(new StoredLayer(LayerKind.CODE, digest(word), time(age)));
        layers.add(new StoredLayer(LayerKind.DEPENDENCIES, digest(word + "-deps"), time(age)));
    }

    private static ReleaseFacts facts(int age, String word) {
        return new ReleaseFacts(
                id(age) + "-000000000000",
                "0".repeat(40),
                "main",
                "1",
                digest(word),
                digest(word + "-deps"),
                digest("artifact"),
                1,
                time(age),
                null,
                null);
    }

    private static Instant time(int age) {
        return NOW.minus(Duration.ofDays(age));
    }

    private static String id(int age) {
        return DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
                .withZone(ZoneOffset.UTC)
                .format(time(age));
    }

    private static String digest(String word) {
        return DigestUtils.sha256Hex(word);
    }
}
