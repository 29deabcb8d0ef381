package ai.refit.deploy.release;

import java.nio.file.Path;

/**
 * A complete release on disk.
 *
 * @param artifact file name of the code, which {@code {artifact}} stands for in commands; with jars it lies in the
 *     directory, with wheels and archives it was unpacked there
 */
public record Release(ReleaseFacts facts, Path directory, String artifact) {

    public String id() {
        return facts.id();
    }
}
