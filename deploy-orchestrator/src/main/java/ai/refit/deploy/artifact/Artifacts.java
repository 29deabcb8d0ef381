package ai.refit.deploy.artifact;

import ai.refit.deploy.artifact.ArtifactRefused.Code;
import ai.refit.deploy.gate.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;

/** Brings artifacts from {@code file:}, {@code https:} (on loopback {@code http:} too) and {@code s3:} addresses. */
public final class Artifacts {

    /** What a file of a release may be called: no slash, no leading dot or dash. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+!-]{0,199}");

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final Store files = new FileStore();
    private final Store web = new WebStore();
    private final Store s3;

    /** @param environment gives {@code AWS_REGION}, {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL} */
    public Artifacts(Map<String, String> environment) {
        this.s3 = new S3Store(environment);
    }

    /**
     * The artifact's file in that directory, of the right size and digest. A verified one of an earlier call is taken
     * as it is; after an error nothing of it is there.
     *
     * @param directory made when missing; nobody else uses it
     * @throws ArtifactRefused when another try is useless
     * @throws ArtifactUnavailable when it is not
     */
    public Path fetch(ArtifactReference reference, Path directory, Patience patience) {
        Store store = storeOf(reference.uri())
                .orElseThrow(() -> new ArtifactRefused(
                        Code.UNSUPPORTED_URI,
                        "artifact.uri: " + reference.uri().getScheme()
                                + " address that is not fetched (expected: file:/…, s3://bucket/key, https://…,"
                                + " or http:// on loopback)"));
        String name = reference.fileName();
        if (!FILE_NAME.matcher(name).matches()) {
            throw new ArtifactRefused(
                    Code.UNSUPPORTED_URI,
                    "artifact.uri: its last part is no plain file name (expected: letters, digits and ._+!-)");
        }
        Path file = directory.resolve(name);
        Path part = directory.resolve(name + ".part");
        try {
            Files.createDirectories(directory);
            if (isThere(file, reference)) {
                return file;
            }
            new Transfer(store, reference, part, BETWEEN_LINES).await(patience);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            if (DiskSpace.isExhausted(e)) {
                throw new ArtifactRefused(Code.DISK_FULL, directory + ": no space left");
            }
            throw new ArtifactUnavailable(directory + ": " + e);
        } finally {
            remove(part);
        }
    }

    private Optional<Store> storeOf(URI uri) {
        if (uri.getScheme() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            return Optional.empty();
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "file" -> uri.getAuthority() == null ? Optional.of(files) : Optional.empty();
            case "http", "https" -> WebStore.mayBeFetched(uri) ? Optional.of(web) : Optional.empty();
            case "s3" -> uri.getAuthority() != null ? Optional.of(s3) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isThere(Path file, ArtifactReference reference) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == reference.size()
                && new DigestUtils(MessageDigestAlgorithms.SHA_256)
                        .digestAsHex(file)
                        .equals(reference.sha256());
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new ArtifactUnavailable(part + ": cannot be removed: " + e);
        }
    }
}
