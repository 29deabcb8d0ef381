package ai.refit.deploy.release;

import ai.refit.deploy.release.ReleaseFailure.Code;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks one archive into one directory and nowhere else. Symbolic links are made when all files are there, so that no
 * file can be written through one; afterwards each must end inside the directory.
 */
final class Archive {

    private static final int MOST_ENTRIES = 200_000;
    private static final long MOST_BYTES = 20L << 30;

    private final Path directory;
    private final Set<Path> reserved;
    private final Map<Path, String> links = new LinkedHashMap<>();
    private int entries;
    private long bytes;

    private Archive(Path directory, Set<Path> reserved) {
        this.directory = directory;
        this.reserved = reserved;
    }

    /**
     * @param file a {@code .tar.gz}, {@code .tgz} or {@code .zip}
     * @param directory exists and is empty
     * @param reserved paths in it that are not the archive's to write
     * @throws ReleaseFailure UNSAFE_ARCHIVE or UNUSABLE_ARTIFACT; what was unpacked until then is still there
     */
    static void unpack(Path file, Path directory, Set<Path> reserved) throws IOException {
        var archive = new Archive(directory, reserved);
        try {
            if (file.toString().endsWith(".zip")) {
                archive.unpackZip(file);
            } else {
                archive.unpackTar(file);
            }
            archive.link();
        } catch (InvalidPathException e) {
            throw unsafe("a name that is no path");
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw unsafe("one name for a directory and something else");
        }
    }

    private void unpackTar(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                var tar = new TarArchiveInputStream(unzipped(in, file))) {
            for (TarArchiveEntry entry = next(tar, file); entry != null; entry = next(tar, file)) {
                Path path = inside(entry.getName());
                if (entry.isDirectory()) {
                    BaseDirectory.make(path);
                } else if (entry.isSymbolicLink()) {
                    links.put(path, entry.getLinkName());
                } else if (entry.isLink()) {
                    Path original = inside(entry.getLinkName());
                    if (!Files.isRegularFile(original, LinkOption.NOFOLLOW_LINKS)) {
                        throw unsafe(entry.getName() + ": a link to what is no file before it");
                    }
                    try (InputStream again = Files.newInputStream(original)) {
                        write(again, path, Files.isExecutable(original));
                    }
                } else if (isPlain(entry)) {
                    write(tar, path, (entry.getMode() & 0111) != 0);
                } else {
                    throw unsafe(entry.getName() + ": neither file, directory nor link");
                }
            }
        }
    }

    /** The entry's own {@code isFile} also takes devices for files. */
    private static boolean isPlain(TarArchiveEntry entry) {
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> true;
            default -> false;
        };
    }

    private static InputStream unzipped(InputStream in, Path file) throws IOException {
        try {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar, Path file) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw broken(file, e);
        }
    }

    private void unpackZip(Path file) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                Path path = inside(entry.getName());
                if (entry.isDirectory()) {
                    BaseDirectory.make(path);
                } else if (entry.isUnixSymlink()) {
                    links.put(path, zip.getUnixSymlink(entry));
                } else {
                    try (InputStream content = zip.getInputStream(entry)) {
                        write(content, path, (entry.getUnixMode() & 0111) != 0);
                    }
                }
            }
        } catch (ZipException e) {
            throw broken(file, e);
        }
    }

    private Path inside(String name) {
        if (++entries > MOST_ENTRIES) {
            throw unsafe("more than " + MOST_ENTRIES + " entries");
        }
        Path path = directory.resolve(name).normalize();
        if (name.startsWith("/") || !path.startsWith(directory)) {
            throw unsafe(name + ": leads out of the directory");
        }
        if (reserved.contains(path)) {
            throw unsafe(name + ": a name that releases use themselves");
        }
        return path;
    }

    private void write(InputStream content, Path path, boolean executable) throws IOException {
        if (path.equals(directory)) {
            throw unsafe("a file without a name");
        }
        BaseDirectory.make(BaseDirectory.parent(path));
        Files.deleteIfExists(path);
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(executable ? "rwxr-x---" : "rw-r-----")));
        byte[] buffer = new byte[1 << 16];
        try (var out = Files.newOutputStream(path)) {
            for (int n = read(content, buffer, path); n >= 0; n = read(content, buffer, path)) {
                bytes += n;
                if (bytes > MOST_BYTES) {
                    throw unsafe("more than " + MOST_BYTES + " bytes");
                }
                out.write(buffer, 0, n);
            }
        }
    }

    /** Apart from writing, whose errors are the disk's and not the archive's. */
    private int read(InputStream content, byte[] buffer, Path path) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw broken(directory.relativize(path), e);
        }
    }

    private void link() throws IOException {
        for (var link : links.entrySet()) {
            Path path = link.getKey();
            if (path.equals(directory) || link.getValue().startsWith("/")) {
                throw unsafe(directory.relativize(path) + ": a link with an absolute path, or without a name");
            }
            if (links.keySet().stream().anyMatch(other -> !other.equals(path) && path.startsWith(other))) {
                throw unsafe(directory.relativize(path) + ": beneath a link");
            }
            BaseDirectory.make(BaseDirectory.parent(path));
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(link.getValue()));
        }
        Path root = directory.toRealPath();
        for (Path link : links.keySet()) {
            if (!Files.exists(link) || !link.toRealPath().startsWith(root)) {
                throw unsafe(directory.relativize(link) + ": a link to nothing in the archive");
            }
        }
    }

    private static ReleaseFailure unsafe(String what) {
        return new ReleaseFailure(Code.UNSAFE_ARCHIVE, "archive: " + what + " (expected: files and links within it)");
    }

    private static ReleaseFailure broken(Path file, Exception fault) {
        return new ReleaseFailure(
                Code.UNUSABLE_ARTIFACT, file.getFileName() + ": cannot be unpacked: " + fault.getMessage());
    }
}
