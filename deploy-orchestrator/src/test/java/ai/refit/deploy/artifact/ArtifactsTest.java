package ai.refit.deploy.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.refit.deploy.artifact.ArtifactRefused.Code;
import ai.refit.deploy.doubles.Patiently;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {

    private final byte[] content = ArtifactFixture.bytes(300_000);
    private Path built;
    private ArtifactFixture fixture;

    @BeforeEach
    void build(@TempDir Path directory) throws IOException {
        built = Files.write(directory.resolve("app.tar.gz"), content);
        fixture = new ArtifactFixture(new Artifacts(Map.of()), directory.resolve("brought"), content);
    }

    @Test
    void aFileOfThisHostIsBrought() throws IOException {
        fixture.assertBrought("file:" + built);
    }

    @Test
    void whatAnEarlierCallBroughtIsTakenAsItIs() throws IOException {
        fixture.assertBrought("file:" + built);
        Files.delete(built);
        fixture.assertBrought("file:" + built);
    }

    @Test
    void aTamperedFileIsRefusedAndNothingIsLeft() throws IOException {
        content[7]++;
        Files.write(built, content);
        content[7]--;
        fixture.assertRefused(fixture.at("file:" + built), Code.DIGEST_MISMATCH);
    }

    @Test
    void aTamperedFileInItsPlaceIsBroughtAgain() throws IOException {
        fixture.assertBrought("file:" + built);
        Files.write(fixture.directory().resolve("app.tar.gz"), new byte[content.length]);
        fixture.assertBrought("file:" + built);
    }

    @Test
    void anotherSizeIsRefused() throws IOException {
        var right = fixture.at("file:" + built);
        fixture.assertRefused(new ArtifactReference(right.uri(), right.sha256(), right.size() - 1), Code.SIZE_MISMATCH);
        fixture.assertRefused(new ArtifactReference(right.uri(), right.sha256(), right.size() + 1), Code.SIZE_MISMATCH);
    }

    @Test
    void aMissingFileIsNotFound() throws IOException {
        fixture.assertRefused(fixture.at("file:/nowhere/app.whl"), Code.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/app.whl",
                "http://127.0.0.1.example.org/app.whl",
                "ftp://127.0.0.1/app.whl",
                "file://host/app.whl",
                "file:app.whl",
                "https:/app.whl",
                "s3:/app.whl",
                "/app.whl",
                "file:/etc/..",
                "file:/etc/a%20b.whl",
                "https://example.org/-rf",
                "https://example.org/dir/",
                "file:/"
            })
    void otherAddressesAreRefused(String uri) throws IOException {
        fixture.assertRefused(fixture.at(uri), Code.UNSUPPORTED_URI);
    }

    @Test
    void aCalledOffCallLeavesNothing() throws IOException {
        var patience = Patiently.aMinute();
        patience.callOff();
        assertThatThrownBy(() -> fixture.artifacts().fetch(fixture.at("file:" + built), fixture.directory(), patience))
                .isInstanceOf(CancellationException.class);
        fixture.assertNothingBut();
    }

    @Test
    void aFullDiskIsToldAndNothingIsLeft(@TempDir Path directory) throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        var mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small.toString()).start();
        assumeTrue(mount.waitFor() == 0, "mount: needs root and the right to mount a tmpfs");
        try {
            var cramped = new ArtifactFixture(fixture.artifacts(), small.resolve("brought"), content);
            cramped.assertRefused(fixture.at("file:" + built), Code.DISK_FULL);
        } finally {
            assertThat(new ProcessBuilder("umount", small.toString()).start().waitFor())
                    .isZero();
        }
    }
}
