package ai.refit.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a Kafka node, made ready for a start. Segments that end in half a batch are Kafka's own business: it cuts
 * them at the last whole one. This class mends what Kafka refuses to start with:
 *
 * <ul>
 *   <li>a format that was cut short: formatting happens in a folder beside, which is renamed when complete;
 *   <li>a torn {@code meta.properties}: its ids cannot be guessed, so a copy is kept outside the log folder;
 *   <li>torn checkpoint files: all of them can be worked out from the segments, so they are removed.
 * </ul>
 */
final class KafkaDirectory {

    private static final Logger log = LoggerFactory.getLogger(KafkaDirectory.class);
    private static final String META = "meta.properties";
    private static final List<String> META_KEYS = List.of("version", "cluster.id", "node.id", "directory.id");

    private final Path directory;

    KafkaDirectory(Path directory) {
        this.directory = directory;
    }

    Path logs() {
        return directory.resolve("log");
    }

    /**
     * Formats or mends.
     *
     * @param settings the node's; {@code log.dirs} is set for the format
     */
    void prepare(Properties settings) throws IOException {
        Path kept = directory.resolve("meta.properties.kept");
        Path meta = logs().resolve(META);
        if (Folders.isMissingOrEmpty(logs())) {
            format(settings);
        }
        if (!isWhole(meta)) {
            if (!isWhole(kept)) {
                throw new IOException(meta + " is damaged and no copy of it is left");
            }
            log.atWarn().addKeyValue("file", meta).log("damaged, restored from its copy");
            copy(kept, meta);
        }
        if (!isWhole(kept)) {
            copy(meta, kept);
        }
        removeTornCheckpoints();
    }

    private void format(Properties settings) throws IOException {
        Path parts = directory.resolve("log.new");
        Folders.delete(parts);
        var forFormat = new Properties();
        forFormat.putAll(settings);
        forFormat.setProperty("log.dirs", parts.toString());
        Path file = directory.resolve("format.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            forFormat.store(writer, null);
        }
        var output = new ByteArrayOutputStream();
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        int exit = StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
        if (exit != 0) {
            throw new IOException("formatting failed: " + output.toString(StandardCharsets.UTF_8));
        }
        Files.delete(file);
        Files.move(parts, logs(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isWhole(Path meta) throws IOException {
        if (!Files.exists(meta)) {
            return false;
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(meta)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return META_KEYS.stream()
                .allMatch(key -> !properties.getProperty(key, "").isBlank());
    }

    private static void copy(Path from, Path to) throws IOException {
        Path parts = to.resolveSibling(to.getFileName() + ".new");
        Files.copy(from, parts, StandardCopyOption.REPLACE_EXISTING);
        Files.move(parts, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeTornCheckpoints() throws IOException {
        List<Path> checkpoints;
        try (var files = Files.list(logs())) {
            checkpoints = files.filter(file -> file.getFileName().toString().endsWith("-checkpoint"))
                    .toList();
        }
        for (Path checkpoint : checkpoints) {
            if (!isWholeCheckpoint(Files.readAllLines(checkpoint, StandardCharsets.ISO_8859_1))) {
                log.atWarn().addKeyValue("file", checkpoint).log("damaged, removed: Kafka works it out again");
                Files.delete(checkpoint);
            }
        }
    }

    /** Version, number of entries, then {@code topic partition offset} lines; or nothing, as Kafka creates it. */
    static boolean isWholeCheckpoint(List<String> lines) {
        if (lines.isEmpty()) {
            return true;
        }
        if (lines.size() < 2 || !lines.get(0).matches("\\d+") || !lines.get(1).matches("\\d{1,9}")) {
            return false;
        }
        List<String> entries = lines.subList(2, lines.size());
        return entries.size() == Integer.parseInt(lines.get(1))
                && entries.stream().allMatch(entry -> entry.matches("\\S+ \\d+ -?\\d+"));
    }
}
