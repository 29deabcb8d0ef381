package ai.refit.deploy.release;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What makes a release this one.
 *
 * @param id {@code <yyyyMMddHHmmss>-<first 12 digits of sha>}
 * @param sha 40 hex digits of the commit
 * @param runId of CI
 * @param code digest of the code layer
 * @param dependencies digest of the dependency layer
 * @param artifactSha256 of what CI built
 * @param artifactSize bytes
 * @param irreversible why there is no way back behind it; null: there is
 * @param restoredFrom id of the backup it was made from; null: from an artifact
 */
public record ReleaseFacts(
        String id,
        String sha,
        String branch,
        String runId,
        String code,
        String dependencies,
        String artifactSha256,
        long artifactSize,
        Instant createdAt,
        @Nullable String irreversible,
        @Nullable String restoredFrom) {

    private static final Pattern ID = Pattern.compile("[0-9]{14}-[0-9a-f]{12}");
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** What is read from a manifest becomes part of paths. */
    public ReleaseFacts {
        requireId(id);
        require("sha", sha, SHA);
        require("code", code, DIGEST);
        require("dependencies", dependencies, DIGEST);
        require("artifact_sha256", artifactSha256, DIGEST);
        if (branch == null || runId == null || createdAt == null) {
            throw new IllegalArgumentException("branch, run_id, created_at: missing (expected: all of them)");
        }
    }

    static void requireId(String id) {
        require("release id", id, ID);
    }

    static void require(String field, @Nullable String value, Pattern pattern) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(field + ": malformed (expected: " + pattern + ")");
        }
    }
}
