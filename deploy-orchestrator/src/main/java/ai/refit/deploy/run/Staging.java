package ai.refit.deploy.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/** Where a deployment's artifact lies until it is kept: private to the deployment, empty whenever it is begun again. */
record Staging(Path base) {

    Path fresh(UUID deployment) {
        clear(deployment);
        try {
            return Files.createDirectories(of(deployment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void clear(UUID deployment) {
        try {
            FileSystemUtils.deleteRecursively(of(deployment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path of(UUID deployment) {
        return base.resolve("staging").resolve(deployment.toString());
    }
}
