package ai.refit.deploy.release;

import ai.refit.deploy.catalog.TargetService.ArtifactKind;
import ai.refit.deploy.gate.Patience;
import ai.refit.deploy.process.Tool;
import ai.refit.deploy.release.ReleaseFailure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Immutable directories named by the digest of what they hold: the artifact as CI built it, and apart from it all that it
 * needs. Releases are composed from one of each, as often as needed.
 */
public final class Layers {

    private final BaseDirectory base;
    private final ArtifactKind kind;
    private final Python python;
    private final Tool tool;

    Layers(BaseDirectory base, ArtifactKind kind, Python python, Tool tool) {
        this.base = base;
        this.kind = kind;
        this.python = python;
        this.tool = tool;
    }

    /**
     * Keeps a verified artifact; a damaged layer of the same digest is replaced.
     *
     * @return the layer's digest
     */
    public String addCode(Path artifact, String fileName) {
        requireKind(fileName);
        try {
            Path staged = base.stage("code");
            try {
                Files.copy(artifact, staged.resolve(fileName));
                return keep(LayerKind.CODE, staged);
            } finally {
                base.remove(staged);
            }
        } catch (IOException e) {
            throw ReleaseFailure.of("code layer", e);
        }
    }

    /**
     * Makes the layer of all that the code needs. It may differ from an earlier one of the same code, when the package
     * index has other versions by now.
     *
     * @return the layer's digest
     */
    public String resolveDependencies(String code, Patience patience) {
        verify(LayerKind.CODE, code);
        String mark = "dependencies/" + base.base();
        tool.endOrphans(mark);
        try {
            Path working = base.stage("work");
            Path staged = base.stage("dependencies");
            try {
                switch (kind) {
                    case WHEEL -> wheels(code, working, staged, mark, patience);
                    case JAR -> libs(code, working, staged);
                    case ARCHIVE -> patience.say("an archive has no dependencies of its own");
                }
                return keep(LayerKind.DEPENDENCIES, staged);
            } finally {
                base.remove(working);
                base.remove(staged);
            }
        } catch (IOException e) {
            throw ReleaseFailure.of("dependency layer", e);
        }
    }

    /** @throws ReleaseFailure DAMAGED: a file was changed or is missing */
    public void verify(LayerKind layerKind, String digest) {
        fault(layerKind, digest).ifPresent(fault -> {
            throw new ReleaseFailure(Code.DAMAGED, fault);
        });
    }

    /** What is wrong with a layer; empty when nothing is. Reads all of it. */
    Optional<String> fault(LayerKind layerKind, String digest) {
        String title = layerKind.title() + " layer " + digest + ": ";
        try {
            return Listing.fault(directory(layerKind, digest), digest).map(fault -> title + fault);
        } catch (IOException e) {
            return Optional.of(title + "cannot be read: " + e);
        }
    }

    /** Whether it is there, unread. */
    boolean has(LayerKind layerKind, String digest) {
        return Files.isDirectory(directory(layerKind, digest), LinkOption.NOFOLLOW_LINKS);
    }

    Path directory(LayerKind layerKind, String digest) {
        return base.layers(layerKind).resolve(digest);
    }

    /** The one file of a code layer. */
    Path artifact(String code) throws IOException {
        return files(LayerKind.CODE, code).getFirst();
    }

    List<Path> files(LayerKind layerKind, String digest) throws IOException {
        return BaseDirectory.entries(directory(layerKind, digest)).stream()
                .filter(file -> !file.endsWith(Listing.FILE))
                .toList();
    }

    private void wheels(String code, Path working, Path staged, String mark, Patience patience) throws IOException {
        Path wheel = artifact(code);
        python.resolve(wheel, staged, working, mark, patience);
        Files.deleteIfExists(staged.resolve(wheel.getFileName()));
        patience.say("wheels of dependencies: " + BaseDirectory.entries(staged).size());
    }

    private void libs(String code, Path working, Path staged) throws IOException {
        Path artifact = artifact(code);
        if (artifact.toString().endsWith(".jar")) {
            return;
        }
        Archive.unpack(artifact, working, Set.of());
        for (Path jar : JarBundle.in(working).libs()) {
            Files.move(jar, staged.resolve(jar.getFileName()));
        }
    }

    private String keep(LayerKind layerKind, Path staged) throws IOException {
        Listing listing = Listing.of(staged);
        String digest = listing.digest();
        Path layer = directory(layerKind, digest);
        if (Listing.fault(layer, digest).isEmpty()) {
            base.remove(staged);
            // What is used anew is young again to the retention.
            Files.setLastModifiedTime(layer, FileTime.from(Instant.now()));
            return digest;
        }
        listing.writeTo(staged);
        base.remove(layer);
        base.place(staged, layer);
        return digest;
    }

    private void requireKind(String fileName) {
        List<String> endings = switch (kind) {
            case WHEEL -> List.of(".whl");
            case JAR -> List.of(".jar", ".tar.gz", ".tgz", ".zip");
            case ARCHIVE -> List.of(".tar.gz", ".tgz");
        };
        if (fileName.contains("/") || endings.stream().noneMatch(fileName::endsWith)) {
            throw new ReleaseFailure(
                    Code.UNUSABLE_ARTIFACT,
                    "artifact " + fileName + ": not of this service's kind (expected: a name that ends with "
                            + String.join(", ", endings) + ")");
        }
    }
}
