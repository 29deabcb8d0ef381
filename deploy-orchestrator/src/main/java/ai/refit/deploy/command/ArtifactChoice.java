package ai.refit.deploy.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be deployed. */
final class ArtifactChoice {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    @Option(names = "--sha", paramLabel = "SHA", description = "The commit: 40 hex digits.")
    private @Nullable String sha;

    @Option(
            names = "--artifact",
            paramLabel = "URI",
            description = "A file of the orchestrator's host, file:/…, s3://bucket/key or https://….")
    private @Nullable String artifact;

    @Option(names = "--sha256", paramLabel = "HEX", description = "Of the artifact; computed when it is a local file.")
    private @Nullable String sha256;

    @Option(names = "--size", paramLabel = "BYTES", description = "Of the artifact; computed when it is a local file.")
    private @Nullable Long size;

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "CI's run; the same commit and run are deployed once. By default a new one each time.")
    private @Nullable String runId;

    @Option(names = "--branch", paramLabel = "NAME", description = "Where the commit is from.")
    private @Nullable String branch;

    @Option(
            names = "--irreversible",
            paramLabel = "WHY",
            description = "There will be no way back from this release, because of this.")
    private @Nullable String irreversible;

    boolean isGiven() {
        return artifact != null || sha != null;
    }

    /** Adds itself to an order. @throws CommandFault with what is missing */
    void describe(Map<String, Object> order) {
        if (sha == null || artifact == null) {
            throw new CommandFault("--sha and --artifact belong together (expected: both)");
        }
        order.put("sha", sha);
        order.put("run_id", runId == null ? "manual-" + STAMP.format(Instant.now()) : runId);
        if (branch != null) {
            order.put("branch", branch);
        }
        if (irreversible != null) {
            order.put("irreversible", irreversible);
        }
        order.put("artifact", reference(artifact));
    }

    private Map<String, Object> reference(String where) {
        Map<String, Object> reference = new LinkedHashMap<>();
        Path file = localFile(where);
        if (file == null) {
            if (sha256 == null || size == null) {
                throw new CommandFault(
                        "--sha256 and --size: missing (expected: both, for " + where + " is no file of this host)");
            }
            reference.put("uri", where);
            reference.put("sha256", sha256);
            reference.put("size", size);
            return reference;
        }
        try {
            reference.put("uri", "file:" + file.toRealPath().toUri().getRawPath());
            reference.put(
                    "sha256",
                    sha256 == null ? new DigestUtils(MessageDigestAlgorithms.SHA_256).digestAsHex(file) : sha256);
            reference.put("size", size == null ? (Long) Files.size(file) : size);
            return reference;
        } catch (IOException e) {
            throw new CommandFault("--artifact: " + where + " cannot be read (expected: a file, or an address)");
        }
    }

    /** Null: it is somewhere else. */
    private static @Nullable Path localFile(String where) {
        if (where.startsWith("file:")) {
            return Path.of(URI.create(where).getPath());
        }
        return where.contains("://") ? null : Path.of(where);
    }
}
