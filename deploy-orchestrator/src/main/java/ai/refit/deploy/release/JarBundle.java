package ai.refit.deploy.release;

import ai.refit.deploy.release.ReleaseFailure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** An unpacked artifact with one jar at its top, or in the only directory there, and {@code libs/*.jar} beside it. */
record JarBundle(Path jar, List<Path> libs) {

    static JarBundle in(Path unpacked) throws IOException {
        Path top = unpacked;
        List<Path> entries = BaseDirectory.entries(top);
        if (entries.size() == 1 && Files.isDirectory(entries.getFirst(), LinkOption.NOFOLLOW_LINKS)) {
            top = entries.getFirst();
        }
        List<Path> jars = jars(top);
        if (jars.size() != 1) {
            throw new ReleaseFailure(
                    Code.UNUSABLE_ARTIFACT, "archive: " + jars.size() + " jars at its top (expected: one, and libs/)");
        }
        return new JarBundle(jars.getFirst(), jars(top.resolve("libs")));
    }

    private static List<Path> jars(Path directory) throws IOException {
        return BaseDirectory.entries(directory).stream()
                .filter(path -> path.toString().endsWith(".jar"))
                .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }
}
