package ai.refit.deploy.release;

import ai.refit.contracts.json.Json;
import ai.refit.deploy.release.ReleaseFailure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backups of one service: pairs of directories {@code code_<yyyyMMddHHmmss>} and {@code wheel_<…>} under
 * {@code backups/<service>/}, which name layers and hold no copy of them. {@code code_…} comes last when one is taken and
 * goes first when one is deleted: where it is missing there is no backup.
 */
public final class Backups {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("(?:(code|wheel)_)?([0-9]{14})");

    private final BaseDirectory base;
    private final Layers layers;
    private final Releases releases;

    Backups(BaseDirectory base, Layers layers, Releases releases) {
        this.base = base;
        this.layers = layers;
        this.releases = releases;
    }

    /**
     * Backs a complete release up; the same deployment gets the same backup of a kind however often it asks.
     *
     * @param now the timestamp, moved on by seconds as long as it is taken
     * @throws ReleaseFailure when the release is not complete or its layers are gone
     */
    public Backup take(String release, boolean successful, BackupKind kind, UUID deployment, Instant now) {
        try {
            Optional<Backup> taken = takenBy(deployment, kind);
            if (taken.isPresent()) {
                write(taken.get());
                return taken.get();
            }
            ReleaseFacts facts = releases.find(release)
                    .orElseThrow(() -> new ReleaseFailure(
                            Code.DAMAGED, "release " + release + ": not complete (expected: what runs now)"))
                    .facts();
            for (BackupHalf half : BackupHalf.values()) {
                if (!layers.has(half.layerKind(), half.layer(facts))) {
                    throw new ReleaseFailure(
                            Code.DAMAGED,
                            "release " + release + ": its " + half.layerKind().title() + " layer is missing");
                }
            }
            var backup = new Backup(
                    freeTimestamp(now), now.truncatedTo(ChronoUnit.SECONDS), facts, successful, kind, deployment);
            write(backup);
            return backup;
        } catch (IOException e) {
            throw ReleaseFailure.of("backup of release " + release, e);
        }
    }

    /** All that can be read, newest first. */
    public List<Backup> list() {
        return inventory().backups();
    }

    /**
     * Everything that lies where backups are. What is no directory, has another name or lacks its {@code code_} half is
     * passed over; a pair with an unreadable manifest, or without its {@code wheel_} half, is unreadable. Neither hides
     * the others.
     */
    public Inventory inventory() {
        List<Backup> backups = new ArrayList<>();
        List<UnreadableBackup> unreadable = new ArrayList<>();
        List<UnreadableBackup> passedOver = new ArrayList<>();
        for (Path path : directories().reversed()) {
            String name = path.getFileName().toString();
            Matcher matcher = NAME.matcher(name);
            if (!matcher.matches() || matcher.group(1) == null || !isTime(matcher.group(2))) {
                passedOver.add(new UnreadableBackup(name, "its name is none of a backup's"));
            } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                passedOver.add(new UnreadableBackup(name, "it is no directory"));
            } else if (matcher.group(1).equals(BackupHalf.CODE.title())) {
                try {
                    backups.add(read(matcher.group(2)));
                } catch (UnreadableBackup e) {
                    unreadable.add(e);
                }
            } else if (isLoneHalf(path)) {
                passedOver.add(new UnreadableBackup(name, "its code_ half is missing"));
            }
        }
        return new Inventory(backups, unreadable, passedOver);
    }

    /** Each newest first. */
    public record Inventory(
            List<Backup> backups, List<UnreadableBackup> unreadable, List<UnreadableBackup> passedOver) {

        public Inventory {
            backups = List.copyOf(backups);
            unreadable = List.copyOf(unreadable);
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * @param name {@code 20260127150000}, {@code code_20260127150000} or {@code wheel_20260127150000}
     * @return empty when there is none of that time
     * @throws IllegalArgumentException when it is not such a name
     * @throws UnreadableBackup when it is there and its manifests cannot be read
     */
    public Optional<Backup> find(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || !isTime(matcher.group(2))) {
            throw new IllegalArgumentException(
                    "backup_id: malformed (expected: yyyyMMddHHmmss, code_yyyyMMddHHmmss or wheel_yyyyMMddHHmmss)");
        }
        String id = matcher.group(2);
        return Files.exists(directory(BackupHalf.CODE, id), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(read(id))
                : Optional.empty();
    }

    /** Reads both layers. @throws UnreadableBackup with what is wrong */
    public void verify(Backup backup) {
        read(backup.id());
        for (BackupHalf half : BackupHalf.values()) {
            layers.fault(half.layerKind(), half.layer(backup.release())).ifPresent(fault -> {
                throw new UnreadableBackup(backup.id(), fault);
            });
        }
    }

    /** The newest successful backup, sound to the last byte, of other layers than these, which run now. */
    public Optional<Backup> latestOther(String code, String dependencies) {
        return list().stream()
                .filter(Backup::successful)
                .filter(backup -> !backup.holds(code, dependencies))
                .filter(this::isSound)
                .findFirst();
    }

    /** Nothing happens when it is not there. Its layers stay until nobody refers to them. */
    public void delete(String id) {
        try {
            for (BackupHalf half : BackupHalf.values()) {
                base.remove(directory(half, id));
            }
        } catch (IOException e) {
            throw ReleaseFailure.of("backup " + id, e);
        }
    }

    /** The time that a backup's id or directory name stands for. */
    static Optional<Instant> timeOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && isTime(matcher.group(2))
                ? Optional.of(TIMESTAMP.parse(matcher.group(2), Instant::from))
                : Optional.empty();
    }

    /** A {@code wheel_} directory that never got its {@code code_}, or lost it when it was deleted. */
    static boolean isLoneHalf(Path path) {
        Matcher matcher = NAME.matcher(path.getFileName().toString());
        return matcher.matches()
                && BackupHalf.WHEEL.title().equals(matcher.group(1))
                && !Files.exists(
                        path.resolveSibling(BackupHalf.CODE.directoryName(matcher.group(2))),
                        LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isSound(Backup backup) {
        try {
            verify(backup);
            return true;
        } catch (UnreadableBackup e) {
            return false;
        }
    }

    /** Also when a crash left one half of it. */
    private Optional<Backup> takenBy(UUID deployment, BackupKind kind) {
        for (Path path : directories()) {
            Matcher matcher = NAME.matcher(path.getFileName().toString());
            if (matcher.matches() && matcher.group(1) != null) {
                var half = matcher.group(1).equals(BackupHalf.CODE.title()) ? BackupHalf.CODE : BackupHalf.WHEEL;
                try {
                    Backup backup = BackupManifest.read(path, half, matcher.group(2));
                    if (backup.deployment().equals(deployment) && backup.kind() == kind) {
                        return Optional.of(backup);
                    }
                } catch (UnreadableBackup e) {
                    // Not the one that is looked for.
                }
            }
        }
        return Optional.empty();
    }

    /** Writes the halves that are missing. */
    private void write(Backup backup) throws IOException {
        for (BackupHalf half : List.of(BackupHalf.WHEEL, BackupHalf.CODE)) {
            Path target = directory(half, backup.id());
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Path staged = base.stage(target.getFileName().toString());
                Files.write(staged.resolve(BackupManifest.FILE), Json.bytes(BackupManifest.of(backup, half)));
                base.place(staged, target);
            }
        }
    }

    private String freeTimestamp(Instant now) {
        Instant time = now;
        while (isTaken(TIMESTAMP.format(time))) {
            time = time.plusSeconds(1);
        }
        return TIMESTAMP.format(time);
    }

    private boolean isTaken(String id) {
        for (BackupHalf half : BackupHalf.values()) {
            if (Files.exists(directory(half, id), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    private Backup read(String id) {
        Backup code = BackupManifest.read(directory(BackupHalf.CODE, id), BackupHalf.CODE, id);
        Backup wheel = BackupManifest.read(directory(BackupHalf.WHEEL, id), BackupHalf.WHEEL, id);
        if (!code.equals(wheel)) {
            throw new UnreadableBackup(id, "its halves are of different backups");
        }
        return code;
    }

    private static boolean isTime(String digits) {
        try {
            return TIMESTAMP.format(TIMESTAMP.parse(digits, Instant::from)).equals(digits);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private Path directory(BackupHalf half, String id) {
        return base.backups().resolve(half.directoryName(id));
    }

    private List<Path> directories() {
        try {
            return BaseDirectory.entries(base.backups());
        } catch (IOException e) {
            throw ReleaseFailure.of(base.backups().toString(), e);
        }
    }
}
