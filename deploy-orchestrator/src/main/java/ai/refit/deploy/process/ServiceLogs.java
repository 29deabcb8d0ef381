package ai.refit.deploy.process;

import ai.refit.deploy.catalog.TargetService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** What a service's processes say: one file a slot, appended to by the processes themselves. */
public final class ServiceLogs {

    private static final int COPIED_AT_ONCE = 1 << 20;

    private final Path directory;
    private final TargetService.LogRotation rules;

    private ServiceLogs(Path directory, TargetService.LogRotation rules) {
        this.directory = directory;
        this.rules = rules;
    }

    public static ServiceLogs of(TargetService service) {
        return new ServiceLogs(service.base().toAbsolutePath().resolve("logs"), service.logs());
    }

    public Path file(Slot slot) {
        return directory.resolve(slot.title() + ".log");
    }

    /** The last 30 lines of what ran there. */
    public List<String> tail(Slot slot) {
        return LogTail.of(file(slot));
    }

    /**
     * Shortens every file that has grown too large, keeping what it held in {@code <name>.log.1} and so on. A process
     * keeps its file open, so the content is copied and the file then emptied; a kill in between leaves lines twice.
     */
    public void rotate() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(file -> file.toString().endsWith(".log") && Files.isRegularFile(file))
                    .toList();
        }
        for (Path file : files) {
            if (Files.size(file) > rules.maximumSize()) {
                rotate(file);
            }
        }
    }

    private void rotate(Path file) throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(
                        copy,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            copyRest(from, to);
            for (int age = rules.keep() - 1; age >= 1; age--) {
                Path younger = aged(file, age);
                if (Files.exists(younger)) {
                    Files.move(younger, aged(file, age + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (rules.keep() > 0) {
                Files.move(copy, aged(file, 1), StandardCopyOption.REPLACE_EXISTING);
            }
            // What was said meanwhile belongs to the copy too; right after it the file is emptied.
            copyRest(from, to);
            from.truncate(0);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static void copyRest(FileChannel from, FileChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(COPIED_AT_ONCE);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }
    }

    private static Path aged(Path file, int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }
}
