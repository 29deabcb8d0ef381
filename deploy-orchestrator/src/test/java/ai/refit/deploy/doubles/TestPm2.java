package ai.refit.deploy.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** PM2 with a home, and so a daemon, of its own; needs the program {@code pm2}. */
public record TestPm2(Path home) implements AutoCloseable {

    /** What a {@code pm2} command says. */
    public String run(String... words) {
        List<String> command = new ArrayList<>(List.of("pm2"));
        command.addAll(List.of(words));
        try {
            Files.createDirectories(home);
            // A file, since the daemon that the first command leaves behind would keep a pipe open.
            Path said = Files.createTempFile(home, "said", ".txt");
            var builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put("PM2_HOME", home.toString());
            builder.start().waitFor();
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pids of the apps of that name that PM2 calls online. */
    public List<Long> online(String name) {
        return run("jlist")
                .lines()
                .filter(line -> line.startsWith("[{"))
                .flatMap(TestPm2::apps)
                .filter(app -> app.path("name").asString("").equals(name)
                        && app.path("pm2_env").path("status").asString("").equals("online"))
                .map(app -> app.path("pid").asLong())
                .toList();
    }

    private static Stream<JsonNode> apps(String list) {
        return new JsonMapper().readTree(list).values().stream();
    }

    /** Ends its daemon, and with it what that keeps. */
    @Override
    public void close() {
        if (Files.exists(home.resolve("pm2.pid"))) {
            run("kill");
        }
    }
}
