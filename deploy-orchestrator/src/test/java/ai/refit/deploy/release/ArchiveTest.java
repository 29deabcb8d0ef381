package ai.refit.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.refit.deploy.release.ReleaseFailure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveTest {

    private Path directory;
    private Path into;

    @BeforeEach
    void prepare(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.into = Files.createDirectory(directory.resolve("into"));
    }

    @Test
    void filesKeepTheirExecutableBitAndNobodyElseMayWriteThem() throws IOException {
        unpack(new Tarball().file("bin/run", "#!/bin/sh\n", 0777).file("./etc/app.conf", "a=1\n", 0666));
        assertThat(into.resolve("bin/run")).hasContent("#!/bin/sh\n").isExecutable();
        assertThat(Files.getPosixFilePermissions(into.resolve("bin/run")).toString())
                .doesNotContain("GROUP_WRITE", "OTHERS_WRITE");
        assertThat(Files.isExecutable(into.resolve("etc/app.conf"))).isFalse();
        assertThat(Files.getPosixFilePermissions(into.resolve("etc/app.conf")).toString())
                .doesNotContain("GROUP_WRITE", "OTHERS_WRITE");
    }

    @Test
    void linksWithinTheArchiveAreKeptWhateverTheirOrder() throws IOException {
        unpack(new Tarball()
                .link("lib/current", "../versions/2")
                .file("versions/2/a.txt", "two")
                .hardLink("copy.txt", "versions/2/a.txt"));
        assertThat(into.resolve("lib/current")).isSymbolicLink();
        assertThat(into.resolve("lib/current/a.txt")).hasContent("two");
        assertThat(into.resolve("copy.txt")).hasContent("two");
    }

    static Stream<Arguments> evil() {
        return Stream.of(
                Arguments.of("a path that climbs", new Tarball().file("../escaped", "x")),
                Arguments.of("a path that climbs late", new Tarball().file("a/../../escaped", "x")),
                Arguments.of("an absolute path", new Tarball().file("/tmp/escaped", "x")),
                Arguments.of("a link that climbs", new Tarball().link("up", "../..")),
                Arguments.of("an absolute link", new Tarball().link("etc", "/etc")),
                Arguments.of(
                        "a file through a link", new Tarball().link("up", "..").file("up/escaped", "x")),
                Arguments.of(
                        "a link through a link", new Tarball().link("up", "..").link("up/escaped", "x")),
                Arguments.of(
                        "links that climb together",
                        new Tarball()
                                .file("d/file", "x")
                                .link("d/top", "..")
                                .link("climb", "d/top/../escaped")
                                .file("escaped", "x")),
                Arguments.of("a link to nothing", new Tarball().link("dangling", "nowhere")),
                Arguments.of("a hard link that climbs", new Tarball().hardLink("escaped", "../../secret")),
                Arguments.of("a device", new Tarball().device("null")),
                Arguments.of("a file in a file", new Tarball().file("a", "x").file("a/b", "x")),
                Arguments.of("a file that releases write", new Tarball().file("./COMPLETE", "x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("evil")
    void whatLeadsOutIsRefused(String what, Tarball tarball) {
        var refused = catchThrowableOfType(ReleaseFailure.class, () -> unpack(tarball));
        assertThat(refused).as(what).isNotNull();
        assertThat(refused.code()).isEqualTo(Code.UNSAFE_ARCHIVE);
        assertThat(directory.resolve("escaped")).doesNotExist();
        assertThat(Path.of("/tmp/escaped")).doesNotExist();
    }

    @Test
    void aZipThatClimbsIsRefused() throws IOException {
        Path zip = directory.resolve("app.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../escaped"));
            out.closeEntry();
        }
        var refused = catchThrowableOfType(ReleaseFailure.class, () -> Archive.unpack(zip, into, Set.of()));
        assertThat(refused.code()).isEqualTo(Code.UNSAFE_ARCHIVE);
        assertThat(directory.resolve("escaped")).doesNotExist();
    }

    @Test
    void aCutOrForeignArchiveIsUnusable() throws IOException {
        Path whole = new Tarball().file("a", "x".repeat(100_000)).writeTo(directory.resolve("whole.tar.gz"));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.tar.gz"), Arrays.copyOf(bytes, bytes.length - 40));
        Path foreign = Files.writeString(directory.resolve("foreign.tar.gz"), "not an archive");
        Path foreignZip = Files.writeString(directory.resolve("foreign.zip"), "not an archive");
        for (Path file : new Path[] {cut, foreign, foreignZip}) {
            var refused = catchThrowableOfType(ReleaseFailure.class, () -> Archive.unpack(file, into, Set.of()));
            assertThat(refused).as(file.toString()).isNotNull();
            assertThat(refused.code()).isEqualTo(Code.UNUSABLE_ARTIFACT);
        }
    }

    private void unpack(Tarball tarball) throws IOException {
        Path file = tarball.writeTo(directory.resolve("app.tar.gz"));
        Archive.unpack(file, into, Set.of(into.resolve("COMPLETE")));
    }
}
