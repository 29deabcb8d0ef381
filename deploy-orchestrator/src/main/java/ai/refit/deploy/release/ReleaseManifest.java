package ai.refit.deploy.release;

import java.util.List;

/**
 * {@code manifest.json} of a release.
 *
 * @param files every file and link of the release, relative to its directory
 */
record ReleaseManifest(String service, String environment, ReleaseFacts release, String artifact, List<String> files) {

    static final String FILE = "manifest.json";

    ReleaseManifest {
        if (service == null || environment == null || release == null || artifact == null || files == null) {
            throw new IllegalArgumentException(
                    "service, environment, release, artifact, files: missing (expected: all of them)");
        }
        files = List.copyOf(files);
    }
}
