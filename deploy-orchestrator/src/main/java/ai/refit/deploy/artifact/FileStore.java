package ai.refit.deploy.artifact;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Files of this host. */
final class FileStore implements Store {

    @Override
    public Opened open(URI uri) throws IOException {
        Path file = Path.of(uri.getPath());
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new ArtifactRefused(
                        ArtifactRefused.Code.UNSUPPORTED_URI, Store.title(uri) + ": not a file (expected: one file)");
            }
            return new Opened(Files.newInputStream(file), OptionalLong.of(Files.size(file)));
        } catch (NoSuchFileException e) {
            throw new ArtifactRefused(ArtifactRefused.Code.NOT_FOUND, Store.title(uri) + ": no such file");
        } catch (AccessDeniedException e) {
            throw new ArtifactRefused(ArtifactRefused.Code.FORBIDDEN, Store.title(uri) + ": may not be read");
        }
    }
}
