package ai.refit.deploy.release;

import ai.refit.deploy.catalog.TargetService;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The directory of a service. What must be whole is made in {@code staging/} and renamed into its place, and what goes
 * is renamed back there before it is deleted: a crash leaves rubbish in {@code staging/} only.
 */
record BaseDirectory(Path base, String service) {

    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

    /** Without any symbolic link in its path, as /proc shows working directories; it need not exist yet. */
    static BaseDirectory of(TargetService service) {
        try {
            return new BaseDirectory(real(service.base().toAbsolutePath().normalize()), service.name());
        } catch (IOException e) {
            throw ReleaseFailure.of(service.base().toString(), e);
        }
    }

    private static Path real(Path path) throws IOException {
        return Files.exists(path) ? path.toRealPath() : real(parent(path)).resolve(path.getFileName());
    }

    Path releases() {
        return base.resolve("releases");
    }

    Path layers(LayerKind kind) {
        return base.resolve("layers").resolve(kind.title());
    }

    Path backups() {
        return base.resolve("backups").resolve(service);
    }

    Path staging() {
        return base.resolve("staging");
    }

    Path current() {
        return base.resolve("current");
    }

    static Path make(Path directory) throws IOException {
        return Files.createDirectories(directory, MODE);
    }

    /** All our paths have one. */
    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    /** A new empty directory. */
    Path stage(String title) throws IOException {
        return make(staging().resolve(title + "-" + UUID.randomUUID()));
    }

    /** From staging into its place, whole and on disk, or not at all. */
    void place(Path staged, Path target) throws IOException {
        sync(staged);
        make(parent(target));
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        force(parent(target));
    }

    /** At once out of its place, then file by file. Nothing happens when it is not there. */
    void remove(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (path.startsWith(staging())) {
            FileSystemUtils.deleteRecursively(path);
            return;
        }
        Path gone = make(staging()).resolve("gone-" + UUID.randomUUID());
        Files.move(path, gone, StandardCopyOption.ATOMIC_MOVE);
        force(parent(path));
        FileSystemUtils.deleteRecursively(gone);
    }

    /** Everything in a directory, sorted by name; nothing when there is no such directory. */
    static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /** Waits until all of it is on disk. */
    static void sync(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.filter(path -> !Files.isSymbolicLink(path)).toList();
        }
        for (Path path : paths.reversed()) {
            force(path);
        }
    }

    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
