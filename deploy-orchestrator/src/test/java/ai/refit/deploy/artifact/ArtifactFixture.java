package ai.refit.deploy.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.refit.deploy.artifact.ArtifactRefused.Code;
import ai.refit.deploy.doubles.Patiently;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;

/** What was built, and where it is brought to. */
record ArtifactFixture(Artifacts artifacts, Path directory, byte[] content) {

    static byte[] bytes(int size) {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        return content;
    }

    ArtifactReference at(String uri) {
        return new ArtifactReference(URI.create(uri), DigestUtils.sha256Hex(content), content.length);
    }

    void assertBrought(String uri) throws IOException {
        Path file = artifacts.fetch(at(uri), directory, Patiently.aMinute());
        assertThat(file).hasParent(directory).hasBinaryContent(content);
        assertNothingBut(file);
    }

    void assertRefused(ArtifactReference reference, Code code) throws IOException {
        var refused = catchThrowableOfType(
                ArtifactRefused.class, () -> artifacts.fetch(reference, directory, Patiently.aMinute()));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
        assertNothingBut();
    }

    void assertNothingBut(Path... expected) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.list(directory)) {
                assertThat(files).containsExactlyInAnyOrder(expected);
            }
        }
    }
}
