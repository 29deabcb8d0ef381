package ai.refit.deploy.doubles;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A pure Python wheel made on the spot, which a real pip installs: no package index is needed. */
public final class WheelFile {

    private final String name;
    private final String version;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> requirements = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();

    private WheelFile(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** @param name of the distribution, in letters, digits and underscores */
    public static WheelFile named(String name, String version) {
        return new WheelFile(name, version);
    }

    /** @param path as {@code app/__init__.py} */
    public WheelFile with(String path, String source) {
        files.put(path, source);
        return this;
    }

    /** @param requirement as {@code greeting==1.0} */
    public WheelFile requiring(String requirement) {
        requirements.add(requirement);
        return this;
    }

    /** @param script as {@code serve = app.main:run}, which becomes {@code bin/serve} */
    public WheelFile withScript(String script) {
        scripts.add(script);
        return this;
    }

    public String fileName() {
        return name + "-" + version + "-py3-none-any.whl";
    }

    /** Always the same bytes for the same content. */
    public Path writeTo(Path directory) {
        String information = name + "-" + version + ".dist-info/";
        var entries = new LinkedHashMap<>(files);
        var metadata = new StringBuilder("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        requirements.forEach(
                each -> metadata.append("Requires-Dist: ").append(each).append('\n'));
        entries.put(information + "METADATA", metadata.toString());
        entries.put(
                information + "WHEEL",
                "Wheel-Version: 1.0\nGenerator: refit-test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        if (!scripts.isEmpty()) {
            entries.put(information + "entry_points.txt", "[console_scripts]\n" + String.join("\n", scripts) + "\n");
        }
        var listing = new StringBuilder();
        entries.forEach((path, content) -> listing.append(path)
                .append(",sha256=")
                .append(digest(content))
                .append(',')
                .append(content.getBytes(UTF_8).length)
                .append('\n'));
        listing.append(information).append("RECORD,,\n");
        entries.put(information + "RECORD", listing.toString());
        Path wheel = directory.resolve(fileName());
        try {
            Files.createDirectories(directory);
            try (var zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
                for (var entry : entries.entrySet()) {
                    var header = new ZipEntry(entry.getKey());
                    header.setTime(1_700_000_000_000L);
                    zip.putNextEntry(header);
                    zip.write(entry.getValue().getBytes(UTF_8));
                    zip.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wheel;
    }

    private static String digest(String content) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
