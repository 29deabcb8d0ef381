package ai.refit.deploy.artifact;

import java.net.URI;

/**
 * What CI built.
 *
 * @param uri {@code file:/…}, {@code s3://bucket/key} or {@code https://…}
 * @param sha256 64 hex digits, lower case
 * @param size bytes
 */
public record ArtifactReference(URI uri, String sha256, long size) {

    /** The last part of the path. */
    public String fileName() {
        String path = uri.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
