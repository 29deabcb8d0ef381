package ai.refit.deploy.release;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.catalog.TargetService;
import ai.refit.deploy.gate.Patience;
import ai.refit.deploy.process.ProcessTable;
import ai.refit.deploy.process.Tool;
import ai.refit.deploy.release.ReleaseFailure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * All releases of one service on disk. A directory without {@code COMPLETE}, which is written last, is no release; one
 * with it is never written again.
 */
public final class Releases {

    private static final String COMPLETE = "COMPLETE";

    /** What the programs said that made a release. */
    static final String LOG = "install.log";

    private final TargetService service;
    private final BaseDirectory base;
    private final Tool tool;
    private final Python python;
    private final Layers layers;
    private final Backups backups;

    private Releases(TargetService service, Tool tool) {
        this.service = service;
        this.base = BaseDirectory.of(service);
        this.tool = tool;
        this.python = new Python(tool, service.artifact());
        this.layers = new Layers(base, service.artifact().kind(), python, tool);
        this.backups = new Backups(base, layers, this);
    }

    public static Releases of(TargetService service, ProcessTable table) {
        return new Releases(service, new Tool(table));
    }

    public Layers layers() {
        return layers;
    }

    public Backups backups() {
        return backups;
    }

    /**
     * Composes a release of its layers in its final place. One that is complete is taken as it is; what an earlier call
     * left half-made is made again, when its programs are ended.
     *
     * @throws ReleaseFailure when a layer is damaged, does not fit, or the disk is full
     */
    public Release build(ReleaseFacts facts, Patience patience) {
        Path directory = directory(facts.id());
        if (isComplete(directory)) {
            return sameAs(facts);
        }
        layers.verify(LayerKind.CODE, facts.code());
        layers.verify(LayerKind.DEPENDENCIES, facts.dependencies());
        String mark = "release/" + directory;
        tool.endOrphans(mark);
        try {
            base.remove(directory);
            return compose(facts, directory, mark, patience);
        } catch (IOException e) {
            removeHalf(directory);
            throw ReleaseFailure.of("release " + facts.id(), e);
        } catch (RuntimeException e) {
            removeHalf(directory);
            throw e;
        }
    }

    /**
     * Empty when there is no complete release of that id.
     *
     * @throws ReleaseFailure DAMAGED: its manifest cannot be read
     */
    public Optional<Release> find(String id) {
        Path directory = directory(id);
        if (!isComplete(directory)) {
            return Optional.empty();
        }
        ReleaseManifest manifest = manifest(directory);
        return Optional.of(new Release(manifest.release(), directory, manifest.artifact()));
    }

    /** All complete releases that can be read, newest first. */
    public List<Release> list() {
        List<Release> found = new ArrayList<>();
        for (Path directory : directories().reversed()) {
            try {
                find(directory.getFileName().toString()).ifPresent(found::add);
            } catch (ReleaseFailure e) {
                // Damaged: whoever names it is told.
            }
        }
        return found;
    }

    /** @throws ReleaseFailure DAMAGED: not complete, or a file of its manifest is missing */
    public void requireUndamaged(String id) {
        Path directory = directory(id);
        if (!isComplete(directory)) {
            throw new ReleaseFailure(Code.DAMAGED, "release " + id + ": not complete");
        }
        manifest(directory).files().stream()
                .filter(file -> !Files.exists(directory.resolve(file)))
                .findFirst()
                .ifPresent(file -> {
                    throw new ReleaseFailure(Code.DAMAGED, "release " + id + ": " + file + " is missing");
                });
    }

    /** Removes a release, or what there is of it. */
    public void discard(String id) {
        Path directory = directory(id);
        tool.endOrphans("release/" + directory);
        try {
            base.remove(directory);
        } catch (IOException e) {
            throw ReleaseFailure.of("release " + id, e);
        }
    }

    /** Turns the link {@code current}, which is for people only: nothing runs through it. */
    public void pointCurrent(String id) {
        Path target = base.base().relativize(directory(id));
        try {
            Path link = BaseDirectory.make(base.staging()).resolve("current-" + UUID.randomUUID());
            Files.createSymbolicLink(link, target);
            Files.move(link, base.current(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw ReleaseFailure.of(base.current().toString(), e);
        }
    }

    /**
     * Removes what the service's retention does not keep.
     *
     * @param keepReleases ids that stay whatever their age: what runs, and what is being made
     * @param keepBackups ids that stay whatever their age
     */
    public Removed prune(Set<String> keepReleases, Set<String> keepBackups, Instant now) {
        return new Pruning(base, this, service.retention()).prune(keepReleases, keepBackups, now);
    }

    /** Bytes that may still be written to the service's file system. */
    public long usableSpace() {
        try {
            return Files.getFileStore(BaseDirectory.make(base.base())).getUsableSpace();
        } catch (IOException e) {
            throw ReleaseFailure.of(base.base().toString(), e);
        }
    }

    /** Everything in {@code releases/}, oldest first by name. */
    List<Path> directories() {
        try {
            return BaseDirectory.entries(base.releases()).stream()
                    .filter(path -> isId(path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw ReleaseFailure.of(base.releases().toString(), e);
        }
    }

    private static boolean isId(String name) {
        try {
            ReleaseFacts.requireId(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Path directory(String id) {
        ReleaseFacts.requireId(id);
        return base.releases().resolve(id);
    }

    private Release compose(ReleaseFacts facts, Path directory, String mark, Patience patience) throws IOException {
        BaseDirectory.make(directory);
        var composition = new Composition(base, layers, python);
        String artifact = switch (service.artifact().kind()) {
            case WHEEL -> composition.ofWheels(facts, directory, mark, patience);
            case JAR -> composition.ofJars(facts, directory);
            case ARCHIVE -> composition.ofArchive(facts, directory);
        };
        var manifest = new ReleaseManifest(service.name(), service.environment(), facts, artifact, filesOf(directory));
        Files.write(directory.resolve(ReleaseManifest.FILE), Json.bytes(manifest));
        waitForDisk(directory, mark, patience);
        Path complete = Files.createFile(directory.resolve(COMPLETE));
        BaseDirectory.force(complete);
        BaseDirectory.force(directory);
        BaseDirectory.force(BaseDirectory.parent(directory));
        patience.say("release " + facts.id() + " is complete");
        return new Release(facts, directory, artifact);
    }

    /** Its room may be what is missing. Where even this fails, the next call or the retention does it. */
    private void removeHalf(Path directory) {
        try {
            if (!isComplete(directory)) {
                base.remove(directory);
            }
        } catch (IOException e) {
            // What went wrong first is what is told.
        }
    }

    /** One call for the whole file system: for the thousands of files of a virtualenv, one by one takes seconds. */
    private void waitForDisk(Path directory, String mark, Patience patience) {
        var order = new Tool.Order(
                List.of("sync", "-f", directory.toString()), directory, Map.of(), directory.resolve(LOG));
        Tool.Result result = tool.run(order, mark, patience);
        if (!result.succeeded()) {
            throw new ReleaseFailure(
                    Code.DISK_FAULT,
                    "release " + directory.getFileName() + ": sync: " + String.join(" ", result.tail()));
        }
    }

    static Set<Path> ownFiles(Path directory) {
        return Set.of(directory.resolve(COMPLETE), directory.resolve(ReleaseManifest.FILE), directory.resolve(LOG));
    }

    private static boolean isComplete(Path directory) {
        return Files.isRegularFile(directory.resolve(COMPLETE), LinkOption.NOFOLLOW_LINKS);
    }

    private Release sameAs(ReleaseFacts facts) {
        Release made = find(facts.id()).orElseThrow();
        if (!made.facts().code().equals(facts.code())
                || !made.facts().dependencies().equals(facts.dependencies())) {
            throw new ReleaseFailure(
                    Code.DAMAGED, "release " + facts.id() + ": complete, but of other layers (expected: a new id)");
        }
        return made;
    }

    private static ReleaseManifest manifest(Path directory) {
        try {
            return Json.read(Files.readAllBytes(directory.resolve(ReleaseManifest.FILE)), ReleaseManifest.class);
        } catch (IOException | JacksonException e) {
            throw new ReleaseFailure(
                    Code.DAMAGED, "release " + directory.getFileName() + ": manifest.json cannot be read");
        }
    }

    /** Byte code and logs may come and go. */
    private static List<String> filesOf(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> directory.relativize(path).toString())
                    .filter(file -> !file.endsWith(".pyc") && !file.equals(LOG))
                    .sorted()
                    .toList();
        }
    }
}
