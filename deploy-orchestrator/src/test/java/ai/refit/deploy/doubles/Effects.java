package ai.refit.deploy.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The file {@code EFFECTS_FILE}, to which each process of the double appends its start and, when it was asked to stop, its stop. */
public record Effects(Path file) {

    public List<Effect> all() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Effect::parse).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Effect> starts() {
        return all().stream().filter(each -> each.kind().equals("start")).toList();
    }

    public List<Effect> stops() {
        return all().stream().filter(each -> each.kind().equals("stop")).toList();
    }

    /** @param release {@code -} when the process had none */
    public record Effect(String kind, long pid, String release, int port, Instant at) {

        private static Effect parse(String line) {
            String[] words = line.split(" ");
            return new Effect(
                    words[0],
                    Long.parseLong(words[1]),
                    words[2],
                    Integer.parseInt(words[3]),
                    Instant.ofEpochMilli(Long.parseLong(words[4])));
        }
    }
}
