package ai.refit.deploy.doubles;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A release of the double as CI would have built it. The service answers {@code GET /api/ai/health} (status, release =
 * {@code RELEASE_ID}, pid), {@code POST /api/ai/recommendations} (status, user_id, release) and {@code GET /who}
 * (version, release, pid, starts, dependency); it appends its starts and stops to {@code EFFECTS_FILE}, see
 * {@link Effects}.
 *
 * @param file the artifact; the same version and behaviour always give the same bytes
 * @param commit 40 hex digits, one for each version
 * @param command for {@code run.command}, with the placeholders {@code {port}} and, for jars, {@code {artifact}}
 * @param findLinks where the wheel of the dependency lies; of no meaning but for wheels
 */
public record DoubleRelease(Path file, String sha256, long size, String commit, List<String> command, Path findLinks) {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** A tar.gz with {@code bin/serve}, {@code service.py} and {@code release.properties}. */
    public static DoubleRelease archive(Path directory, String version, Behaviour behaviour) {
        var files = new TreeMap<String, byte[]>();
        files.put("bin/serve", """
                #!/bin/sh
                exec python3 -u "$(dirname "$0")/../service.py" "$@"
                """.getBytes(UTF_8));
        files.put("service.py", resource("service.py"));
        files.put("release.properties", behaviour.settings(version).getBytes(UTF_8));
        return of(
                tar(directory.resolve("double-" + version + ".tar.gz"), files),
                version,
                directory,
                List.of("bin/serve", "{port}"));
    }

    /**
     * A wheel with the script {@code double-service}, which depends on {@code greeting}, in any version.
     *
     * @param dependency the version of it that is made beside the wheel; pip takes the highest that lies there
     */
    public static DoubleRelease wheel(Path directory, String version, Behaviour behaviour, String dependency) {
        Path links = directory.resolve("links");
        WheelFile.named("greeting", dependency)
                .with("greeting/__init__.py", "VERSION = \"" + dependency + "\"\n")
                .writeTo(links);
        Path wheel = WheelFile.named("double_service", version)
                .with("double_service/__init__.py", "")
                .with("double_service/__main__.py", new String(resource("service.py"), UTF_8))
                .with("double_service/release.properties", behaviour.settings(version))
                .requiring("greeting")
                .withScript("double-service = double_service.__main__:main")
                .writeTo(directory);
        return of(wheel, version, links, List.of("venv/bin/double-service", "{port}"));
    }

    /** A tar.gz with one jar for {@code java -jar} and, beside it, {@code libs/greeting.jar}, which its manifest names. */
    public static DoubleRelease jar(Path directory, String version, Behaviour behaviour, String dependency) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, DoubleService.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "libs/greeting.jar");
        String program = DoubleService.class.getName().replace('.', '/') + ".class";
        var files = new TreeMap<String, byte[]>();
        files.put(
                "double-" + version + ".jar",
                jar(
                        manifest,
                        Map.of(
                                program,
                                resource("DoubleService.class"),
                                "release.properties",
                                behaviour.settings(version).getBytes(UTF_8))));
        files.put(
                "libs/greeting.jar",
                jar(new Manifest(), Map.of("greeting.properties", ("version=" + dependency + "\n").getBytes(UTF_8))));
        return of(
                tar(directory.resolve("double-" + version + "-jars.tar.gz"), files),
                version,
                directory,
                List.of(
                        JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-jar",
                        "{artifact}",
                        "{port}"));
    }

    private static DoubleRelease of(Path file, String version, Path links, List<String> command) {
        try {
            return new DoubleRelease(
                    file,
                    digest("SHA-256", Files.readAllBytes(file)),
                    Files.size(file),
                    digest("SHA-1", version.getBytes(UTF_8)),
                    command,
                    links);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path tar(Path file, Map<String, byte[]> files) {
        try {
            Files.createDirectories(file.getParent());
            try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
                for (var each : files.entrySet()) {
                    var entry = new TarArchiveEntry(each.getKey());
                    entry.setModTime(0);
                    entry.setMode(each.getKey().startsWith("bin/") ? 0100755 : 0100644);
                    entry.setSize(each.getValue().length);
                    tar.putArchiveEntry(entry);
                    tar.write(each.getValue());
                    tar.closeArchiveEntry();
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] jar(Manifest manifest, Map<String, byte[]> files) {
        var content = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(content)) {
            var head = new ZipEntry("META-INF/MANIFEST.MF");
            head.setTime(1_700_000_000_000L);
            jar.putNextEntry(head);
            manifest.write(jar);
            for (var each : new TreeMap<>(files).entrySet()) {
                var entry = new ZipEntry(each.getKey());
                entry.setTime(1_700_000_000_000L);
                jar.putNextEntry(entry);
                jar.write(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content.toByteArray();
    }

    private static byte[] resource(String name) {
        try (InputStream file = DoubleRelease.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
