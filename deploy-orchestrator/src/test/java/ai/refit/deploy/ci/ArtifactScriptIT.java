package ai.refit.deploy.ci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.refit.deploy.ci.DeployScript.Ended;
import ai.refit.deploy.doubles.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactScriptIT {

    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path directory;

    private DeployScript script;

    @BeforeAll
    static void toolsAreThere() {
        Programs.assumeInstalled("bash", "openssl", "tar", "gzip");
    }

    @BeforeEach
    void start() {
        script = new DeployScript(directory, "http://127.0.0.1:9");
    }

    @Test
    void theSameBuildMakesTheSameArtifact() throws Exception {
        Path built = Files.createDirectories(directory.resolve("project/standalone/target/refit/lib"));
        Files.writeString(built.resolve("standalone-1.jar"), "code");
        Path library = Files.writeString(built.resolve("library.jar"), "library");

        Ended first = script.run("package --project project --output one.tar.gz");
        Files.setLastModifiedTime(library, FileTime.fromMillis(0));
        Ended second = script.run("package --project project --output two.tar.gz");

        Path one = directory.resolve("one.tar.gz");
        assertThat(first.out()).as(first.err()).isEqualTo("""
                        file=one.tar.gz
                        sha256=%s
                        size=%d
                        """.formatted(
                        DigestUtils.sha256Hex(Files.readAllBytes(one)), Files.size(one)));
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(directory.resolve("two.tar.gz")).hasSameBinaryContentAs(one);
        Process tar = new ProcessBuilder("tar", "-tvzf", one.toString(), "--numeric-owner", "--utc").start();
        assertThat(new String(tar.getInputStream().readAllBytes(), UTF_8)
                        .lines()
                        .map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "drwxr-xr-x 0/0 0 1970-01-01 00:00 libs/",
                        "-rw-r--r-- 0/0 7 1970-01-01 00:00 libs/library.jar",
                        "-rw-r--r-- 0/0 4 1970-01-01 00:00 standalone-1.jar");
    }

    @Test
    void whatWasNotBuiltIsNotPacked() throws Exception {
        Ended ended = script.run("package --project . --output one.tar.gz");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("0 jars of standalone (expected: one; mvn ");
        assertThat(directory.resolve("one.tar.gz")).doesNotExist();
    }

    @Test
    void anArtifactIsUploadedUnderItsCommit() throws Exception {
        Files.writeString(directory.resolve("refit.tar.gz"), "artifact");
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Tools.put(tools, "aws", "echo \"$@\" >uploaded", Tools.installed("true"));

        Ended ended = script.with(Map.of("PATH", tools + File.pathSeparator + System.getenv("PATH")))
                .run("upload refit.tar.gz s3://bucket/prefix/ --sha " + SHA);

        String uri = "s3://bucket/prefix/artifacts/ai/" + SHA + "/refit.tar.gz";
        assertThat(ended.out()).as(ended.err()).isEqualTo("uri=" + uri + "\n");
        assertThat(directory.resolve("uploaded")).hasContent("s3 cp --only-show-errors refit.tar.gz " + uri);
    }

    @Test
    void aFailedUploadFails() throws Exception {
        Files.writeString(directory.resolve("refit.tar.gz"), "artifact");
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Tools.put(tools, "aws", ":", Tools.installed("false"));

        Ended ended = script.with(Map.of("PATH", tools + File.pathSeparator + System.getenv("PATH")))
                .run("upload refit.tar.gz s3://bucket --sha " + SHA);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
    }
}
