package ai.refit.deploy.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A {@code .tar.gz} with whatever names and kinds of entries a test wants, good or evil. */
final class Tarball {

    private final List<TarArchiveEntry> entries = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();

    Tarball file(String name, String content) {
        return file(name, content, 0644);
    }

    Tarball file(String name, String content, int mode) {
        var entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        return add(entry, content);
    }

    Tarball link(String name, String target) {
        return linked(name, target, TarConstants.LF_SYMLINK);
    }

    Tarball hardLink(String name, String target) {
        return linked(name, target, TarConstants.LF_LINK);
    }

    Tarball device(String name) {
        return add(new TarArchiveEntry(name, TarConstants.LF_CHR), "");
    }

    Path writeTo(Path file) throws IOException {
        try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < entries.size(); i++) {
                entries.get(i).setModTime(0);
                tar.putArchiveEntry(entries.get(i));
                tar.write(contents.get(i));
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    private Tarball linked(String name, String target, byte kind) {
        var entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(target);
        return add(entry, "");
    }

    private Tarball add(TarArchiveEntry entry, String content) {
        entry.setSize(content.getBytes(UTF_8).length);
        entries.add(entry);
        contents.add(content.getBytes(UTF_8));
        return this;
    }
}
