package ai.refit.deploy.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;

/**
 * Every file of a layer with its SHA-256, as {@code sha256sum -c} reads it. The digest of this text names the layer, so
 * that neither a file nor the listing can change unseen.
 *
 * @param files path in the layer to 64 hex digits
 */
record Listing(SortedMap<String, String> files) {

    static final String FILE = "SHA256SUMS";

    /** Reads the files anew; the listing's own file does not count. */
    static Listing of(Path layer) throws IOException {
        List<Path> found;
        try (Stream<Path> walk = Files.walk(layer)) {
            found = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.equals(layer.resolve(FILE)))
                    .toList();
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (Path file : found) {
            files.put(layer.relativize(file).toString(), sha256(file));
        }
        return new Listing(files);
    }

    String text() {
        return files.entrySet().stream()
                .map(file -> file.getValue() + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
    }

    String digest() {
        return DigestUtils.sha256Hex(text());
    }

    void writeTo(Path layer) throws IOException {
        Files.writeString(layer.resolve(FILE), text());
    }

    /** What is wrong with a layer of that digest; empty when nothing is. */
    static Optional<String> fault(Path layer, String digest) throws IOException {
        if (!Files.isDirectory(layer, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("is missing");
        }
        Path listing = layer.resolve(FILE);
        if (!Files.isRegularFile(listing, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("has no " + FILE);
        }
        Listing now = of(layer);
        if (now.digest().equals(digest)) {
            return sha256(listing).equals(digest) ? Optional.empty() : Optional.of(FILE + " was changed");
        }
        Map<String, String> then = Files.readString(listing, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.length() > 66)
                .collect(Collectors.toMap(line -> line.substring(66), line -> line.substring(0, 64), (a, b) -> a));
        return Stream.concat(then.keySet().stream(), now.files.keySet().stream())
                .filter(file -> !then.getOrDefault(file, "").equals(now.files.getOrDefault(file, "")))
                .min(Comparator.naturalOrder())
                .map(file -> file + (now.files.containsKey(file) ? " was changed" : " is missing"))
                .or(() -> Optional.of("does not have the digest of its name"));
    }

    /** A link is no file of a layer: its digest is none. */
    private static String sha256(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? new DigestUtils(MessageDigestAlgorithms.SHA_256).digestAsHex(file)
                : "no file";
    }
}
