package ai.refit.deploy.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log file, however long the file is. */
public final class LogTail {

    private static final int LINES = 30;
    private static final int BYTES = 64 * 1024;

    private LogTail() {}

    /** The last 30 lines, fewer when they are very long; none when there is no such file. */
    public static List<String> of(Path log) {
        return since(log, 0);
    }

    /** Of what was written from that offset on; of all when the file has become shorter meanwhile. */
    static List<String> since(Path log, long offset) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long size = channel.size();
            long from = Math.max(size - BYTES, offset <= size ? offset : 0);
            ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            List<String> lines = StandardCharsets.UTF_8
                    .decode(bytes.flip())
                    .toString()
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            return List.of(log + ": cannot be read: " + e.getMessage());
        }
    }
}
