package ai.refit.standalone;

import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rolling log, each file of which its owner alone can read. */
public final class OwnersLog<E> extends RollingFileAppender<E> {

    /** Comes at the start, and again for each next file. */
    @Override
    public void openFile(String name) throws IOException {
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            Files.createFile(file, DataDirectory.OWNERS_FILE);
        }
        super.openFile(name);
    }
}
