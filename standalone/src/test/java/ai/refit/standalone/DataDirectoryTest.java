package ai.refit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void addressesAreThereWhileItIsHeldAndForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("connection.env");
        try (var data = DataDirectory.claim(folder)) {
            data.writeConnection(Map.of("DATABASE_URL", "postgresql://a:b@h/d", "KAFKA_BOOTSTRAP_SERVERS", "h:1"));
            assertThat(file).hasContent("DATABASE_URL=postgresql://a:b@h/d\nKAFKA_BOOTSTRAP_SERVERS=h:1\n");
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aNewFolderIsForItsOwnerOnlyAndTheFoldersAboveItAreOrdinary() throws Exception {
        Path ordinary = Files.createDirectory(folder.resolve("ordinary"));
        Path fresh = folder.resolve("above").resolve("data");
        try (var data = DataDirectory.claim(fresh)) {
            assertThat(permissions(data.path())).isEqualTo("rwx------");
            assertThat(permissions(fresh.getParent())).isEqualTo(permissions(ordinary));
        }
    }

    @Test
    void aFolderThatIsThereKeepsItsPermissions() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x--x"));
        try (var data = DataDirectory.claim(folder)) {
            assertThat(permissions(data.path())).isEqualTo("rwxr-x--x");
        }
    }

    @Test
    void samplesAreRememberedForGood() {
        try (var data = DataDirectory.claim(folder)) {
            assertThat(data.hasSamples()).isFalse();
            data.rememberSamples("none");
        }
        try (var data = DataDirectory.claim(folder)) {
            assertThat(data.hasSamples()).isTrue();
        }
    }

    @Test
    void aLockFileLeftByAKilledProcessIsNoLock() throws Exception {
        Files.writeString(folder.resolve("lock"), "1\n");
        try (var data = DataDirectory.claim(folder)) {
            assertThat(folder.resolve("lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(data.path()).isEqualTo(folder);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
