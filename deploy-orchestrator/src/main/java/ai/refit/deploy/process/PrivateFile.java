package ai.refit.deploy.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that only our user can read, whole or not there at all. */
final class PrivateFile {

    private PrivateFile() {}

    static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            // Temporary files are made with mode 0600.
            Path fresh = Files.createTempFile(file.getParent(), "new-", ".tmp");
            try {
                Files.writeString(fresh, content);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new ProcessFailure(file + ": cannot be written: " + e.getMessage());
        }
    }
}
