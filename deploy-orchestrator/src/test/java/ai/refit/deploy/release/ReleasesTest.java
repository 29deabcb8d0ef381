package ai.refit.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.refit.deploy.catalog.TargetService.ArtifactKind;
import ai.refit.deploy.doubles.Patiently;
import ai.refit.deploy.release.ReleaseFailure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {

    private Path directory;
    private ServiceOnDisk service;
    private Releases releases;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        this.directory = directory;
        use(ArtifactKind.ARCHIVE);
    }

    @Test
    void anArchiveIsUnpackedAndItsManifestSaysWhatItIs() throws IOException {
        Release release = service.released(1, "one");
        assertThat(release.directory()).isEqualTo(service.base().resolve("releases/20260127120001-0123456789ab"));
        assertThat(release.artifact()).isEqualTo("app.tar.gz");
        assertThat(release.directory().resolve("bin/run")).isExecutable();
        assertThat(release.directory().resolve("content.txt")).hasContent("one");
        assertThat(Files.readString(release.directory().resolve("manifest.json")))
                .contains(
                        "\"service\":\"ai-service\"",
                        "\"environment\":\"production\"",
                        "\"id\":\"20260127120001-0123456789ab\"",
                        "\"sha\":\"0123456789abcdef0123456789abcdef01234567\"",
                        "\"created_at\":\"2026-01-27T12:00:01Z\"",
                        "\"restored_from\":null");
        assertThat(releases.find(release.id())).contains(release);
        assertThat(releases.list()).containsExactly(release);
        releases.requireUndamaged(release.id());
        assertNoLeftovers();
    }

    @Test
    void aReleaseSaysItsRealPathEvenWhenTheBaseIsReachedThroughALink() throws IOException {
        Files.createDirectory(directory.resolve("disk2"));
        Files.createSymbolicLink(directory.resolve("srv"), directory.resolve("disk2"));
        service = ServiceOnDisk.of(ArtifactKind.ARCHIVE, directory.resolve("srv/base"), null);
        assertThat(service.released(1, "one").directory())
                .isEqualTo(directory.toRealPath().resolve("disk2/base/releases/20260127120001-0123456789ab"));
    }

    @Test
    void aCompleteReleaseIsNeverWrittenAgain() throws IOException {
        Release release = service.released(1, "one");
        Files.writeString(release.directory().resolve("written-by-the-service"), "x");
        assertThat(service.released(1, "one")).isEqualTo(release);
        assertThat(release.directory().resolve("written-by-the-service")).exists();
        assertThatThrownBy(() -> service.released(1, "two")).hasMessageContaining("of other layers");
    }

    @Test
    void aHalfMadeReleaseDoesNotCountAndIsMadeAgain() throws IOException {
        Release release = service.released(1, "one");
        Files.delete(release.directory().resolve("COMPLETE"));
        Files.writeString(release.directory().resolve("half"), "x");
        assertThat(releases.find(release.id())).isEmpty();
        assertThat(releases.list()).isEmpty();
        assertThat(service.released(1, "one")).isEqualTo(release);
        assertThat(release.directory().resolve("half")).doesNotExist();
    }

    @Test
    void aReleaseThatLostAFileOrItsManifestIsDamaged() throws IOException {
        Release release = service.released(1, "one");
        Files.delete(release.directory().resolve("bin/run"));
        assertDamaged(() -> releases.requireUndamaged(release.id()), "bin/run is missing");
        Files.writeString(release.directory().resolve("manifest.json"), "{}");
        assertDamaged(() -> releases.requireUndamaged(release.id()), "manifest.json");
        assertDamaged(() -> releases.find(release.id()), "manifest.json");
        assertThat(releases.list()).isEmpty();
    }

    @Test
    void aRunningReleaseCannotDamageItsLayer() throws IOException {
        Release release = service.released(1, "one");
        Files.writeString(release.directory().resolve("content.txt"), "scribbled");
        releases.layers().verify(LayerKind.CODE, release.facts().code());
    }

    @Test
    void aLayerThatWasChangedOrLostIsFoundAndReplacedByTheSameArtifact() throws IOException {
        String code = service.released(1, "one").facts().code();
        Path file = service.base().resolve("layers/code/" + code + "/app.tar.gz");
        releases.layers().verify(LayerKind.CODE, code);
        Files.writeString(file, "changed");
        assertDamaged(() -> releases.layers().verify(LayerKind.CODE, code), "app.tar.gz was changed");
        assertDamaged(() -> releases.layers().resolveDependencies(code, Patiently.aMinute()), "was changed");
        service.released(2, "one");
        releases.layers().verify(LayerKind.CODE, code);
        Files.delete(file);
        assertDamaged(() -> releases.layers().verify(LayerKind.CODE, code), "app.tar.gz is missing");
        assertDamaged(() -> releases.layers().verify(LayerKind.CODE, "0".repeat(64)), "is missing");
    }

    @Test
    void aLayerThatExistsIsNotRewritten() throws IOException {
        String code = service.released(1, "one").facts().code();
        Path file = service.base().resolve("layers/code/" + code + "/app.tar.gz");
        Object before = Files.getAttribute(file, "unix:ino");
        service.released(2, "one");
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
        assertNoLeftovers();
    }

    @Test
    void aJarMayComeAloneOrWithItsLibrariesInOneDirectory() throws IOException {
        use(ArtifactKind.JAR);
        Path jar = Files.writeString(directory.resolve("app-1.jar"), "jar");
        Release alone = build(1, jar);
        assertThat(alone.artifact()).isEqualTo("app-1.jar");
        assertThat(alone.directory().resolve("app-1.jar")).hasContent("jar");

        Path bundle = new Tarball()
                .file("app/app.jar", "jar")
                .file("app/libs/a.jar", "a")
                .file("app/libs/b.jar", "b")
                .file("app/README", "r")
                .writeTo(directory.resolve("app.tgz"));
        Release bundled = build(2, bundle);
        assertThat(bundled.artifact()).isEqualTo("app.jar");
        assertThat(bundled.directory().resolve("app.jar")).hasContent("jar");
        assertThat(bundled.directory().resolve("libs/a.jar")).hasContent("a");
        assertThat(bundled.directory().resolve("libs/b.jar")).hasContent("b");
        assertThat(service.base()
                        .resolve("layers/dependencies/" + bundled.facts().dependencies() + "/a.jar"))
                .exists();

        Release flat = build(3, zip("flat.zip", "app.jar", "libs/a.jar"));
        assertThat(flat.directory().resolve("libs/a.jar")).exists();
        assertNoLeftovers();
    }

    @Test
    void anArtifactOfAnotherKindIsRefused() throws IOException {
        use(ArtifactKind.JAR);
        assertRefused(Code.UNUSABLE_ARTIFACT, () -> build(1, Files.writeString(directory.resolve("app.whl"), "x")));
        assertRefused(Code.UNUSABLE_ARTIFACT, () -> build(1, zip("two.zip", "a.jar", "b.jar")));
        assertRefused(Code.UNUSABLE_ARTIFACT, () -> build(1, zip("none.zip", "a.txt")));
        use(ArtifactKind.WHEEL);
        assertRefused(Code.UNUSABLE_ARTIFACT, () -> build(1, Files.writeString(directory.resolve("app.jar"), "x")));
    }

    @Test
    void anEvilArchiveMakesNoRelease() throws IOException {
        Path evil = new Tarball().file("COMPLETE", "x").writeTo(directory.resolve("evil.tar.gz"));
        assertRefused(Code.UNSAFE_ARCHIVE, () -> build(1, evil));
        assertThat(service.base().resolve("releases")).isEmptyDirectory();
    }

    @Test
    void theLinkForPeopleIsTurnedAndADiscardedReleaseIsGone() throws IOException {
        Release one = service.released(1, "one");
        Release two = service.released(2, "two");
        releases.pointCurrent(one.id());
        releases.pointCurrent(two.id());
        assertThat(service.base().resolve("current/content.txt")).hasContent("two");
        releases.discard(one.id());
        releases.discard(one.id());
        assertThat(releases.list()).containsExactly(two);
        assertThat(one.directory()).doesNotExist();
        assertNoLeftovers();
    }

    @Test
    void anIdThatIsNoneNeverBecomesAPath() {
        assertThatThrownBy(() -> releases.find("../../etc")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> releases.discard("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void retentionTakesWhatIsOldAndWhatCrashesLeft() throws IOException {
        Release old = service.released(1, "old");
        Release kept = service.released(2, "kept");
        Path layers = service.base().resolve("layers/code");
        age(layers.resolve(old.facts().code()));
        age(layers.resolve(kept.facts().code()));
        Path leftover = Files.createDirectories(service.base().resolve("staging/work-1"));
        Files.writeString(leftover.resolve("half"), "x");
        age(leftover);
        Path young = Files.createDirectories(service.base().resolve("staging/work-2"));

        Removed removed = releases.prune(Set.of(kept.id()), Set.of(), Instant.now());

        assertThat(removed)
                .isEqualTo(new Removed(
                        List.of(),
                        List.of(old.id()),
                        List.of("code/" + old.facts().code()),
                        List.of("work-1")));
        assertThat(releases.list()).containsExactly(kept);
        assertThat(layers.resolve(old.facts().code())).doesNotExist();
        assertThat(leftover).doesNotExist();
        assertThat(young).exists();
        releases.requireUndamaged(kept.id());
    }

    @Test
    void directoriesAreClosedToOthers() throws IOException {
        Release release = service.released(1, "one");
        for (Path path : List.of(release.directory(), service.base().resolve("layers/code"), service.base())) {
            assertThat(Files.getPosixFilePermissions(path).toString()).doesNotContain("OTHERS", "GROUP_WRITE");
        }
        assertThat(releases.usableSpace()).isPositive();
    }

    @Test
    void aFullDiskIsToldByName() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        var mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small.toString()).start();
        assumeTrue(mount.waitFor() == 0, "mount: needs root and the right to mount a tmpfs");
        try {
            service = ServiceOnDisk.of(ArtifactKind.ARCHIVE, small.resolve("base"), null);
            releases = service.releases();
            Path large = new Tarball().file("zeros", "0".repeat(500_000)).writeTo(directory.resolve("l.tar.gz"));
            assertRefused(Code.DISK_FULL, () -> build(1, large));
            assertThat(releases.list()).isEmpty();
            assertThat(small.resolve("base/releases")).isEmptyDirectory();
            assertNoLeftovers();
        } finally {
            assertThat(new ProcessBuilder("umount", small.toString()).start().waitFor())
                    .isZero();
        }
    }

    private void use(ArtifactKind kind) {
        service = ServiceOnDisk.of(kind, directory.resolve("base"), null);
        releases = service.releases();
    }

    private Release build(int second, Path artifact) {
        String code = releases.layers().addCode(artifact, artifact.getFileName().toString());
        String dependencies = releases.layers().resolveDependencies(code, Patiently.aMinute());
        return releases.build(ServiceOnDisk.facts(second, code, dependencies), Patiently.aMinute());
    }

    private Path zip(String name, String... entries) throws IOException {
        Path zip = directory.resolve(name);
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.closeEntry();
            }
        }
        return zip;
    }

    private static void age(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }

    private void assertNoLeftovers() throws IOException {
        try (Stream<Path> left = Files.list(service.base().resolve("staging"))) {
            assertThat(left).isEmpty();
        }
    }

    private static void assertDamaged(Runnable call, String message) {
        var damaged = catchThrowableOfType(ReleaseFailure.class, call::run);
        assertThat(damaged).isNotNull().hasMessageContaining(message);
        assertThat(damaged.code()).isEqualTo(Code.DAMAGED);
    }

    private static void assertRefused(Code code, ThrowingCallable call) {
        var refused = catchThrowableOfType(ReleaseFailure.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
    }
}
