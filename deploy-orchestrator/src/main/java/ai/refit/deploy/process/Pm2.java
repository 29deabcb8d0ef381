package ai.refit.deploy.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code pm2} command. It runs with little environment, because PM2 hands that of the command on to the process,
 * and without marks, because it may leave PM2's daemon behind.
 *
 * @param run directory for the ecosystem files, which hold secrets
 * @param home PM2's; null: its own default
 */
record Pm2(Tool tool, Path run, @Nullable Path home) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /**
     * @param directory where it is started
     * @param restarts how often it was started again
     */
    record App(int id, String name, Path directory, int restarts) {}

    List<App> apps() {
        return parse(call(ANSWER, "jlist"));
    }

    void delete(App app, Duration grace) {
        call(ANSWER.plus(grace), "delete", Integer.toString(app.id()));
    }

    void start(Launch launch, Duration grace) {
        Path file = run.resolve(launch.slot().title() + ".config.js");
        PrivateFile.write(file, ecosystem(launch, grace));
        call(ANSWER, "start", file.toString());
    }

    /** An ecosystem file with one app. */
    static String ecosystem(Launch launch, Duration grace) {
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.putAll(SlotWatch.marks(launch));
        Map<String, Object> app = new LinkedHashMap<>();
        app.put("name", launch.slot().title());
        app.put("script", launch.command().getFirst());
        app.put("args", launch.command().subList(1, launch.command().size()));
        app.put("interpreter", "none");
        app.put("exec_mode", "fork");
        app.put("cwd", launch.directory().toString());
        app.put("env", environment);
        app.put("out_file", launch.log().toString());
        app.put("error_file", launch.log().toString());
        app.put("merge_logs", true);
        app.put("autorestart", true);
        app.put("kill_timeout", grace.toMillis());
        app.put("vizion", false);
        app.put("pmx", false);
        return "module.exports = " + JSON.writeValueAsString(Map.of("apps", List.of(app))) + ";\n";
    }

    /** What {@code pm2 jlist} says: greetings, then one line of JSON. */
    static List<App> parse(String said) {
        String json = said.lines()
                .filter(line -> line.startsWith("[{") || line.strip().equals("[]"))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new ProcessFailure("pm2 jlist: no list in its answer (expected: a JSON array)"));
        List<App> apps = new ArrayList<>();
        try {
            for (JsonNode app : JSON.readTree(json)) {
                apps.add(new App(
                        app.path("pm_id").asInt(-1),
                        app.path("name").asString(""),
                        Path.of(app.path("pm2_env").path("pm_cwd").asString("")),
                        app.path("pm2_env").path("restart_time").asInt(0)));
            }
        } catch (JacksonException e) {
            throw new ProcessFailure("pm2 jlist: its answer is not JSON");
        }
        return apps;
    }

    /** What it said; into a file of its own that nobody else can read, since PM2 lists its apps' environments. */
    private String call(Duration patience, String... words) {
        List<String> command = new ArrayList<>(List.of("pm2"));
        command.addAll(List.of(words));
        Map<String, String> environment = new HashMap<>();
        if (home != null) {
            environment.put("PM2_HOME", home.toString());
        }
        try {
            Files.createDirectories(run);
            Path output = run.resolve("pm2.out");
            PrivateFile.write(output, "");
            try {
                Tool.Result result = tool.runUnmarked(
                        new Tool.Order(command, run, environment, output),
                        new Until(Instant.now().plus(patience)));
                if (!result.succeeded()) {
                    throw new ProcessFailure("pm2 " + words[0] + ": exit code " + result.exitCode() + ": "
                            + (words[0].equals("jlist")
                                    ? "its answer is not shown"
                                    : String.join("\n", result.tail())));
                }
                return Files.readString(output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new ProcessFailure("pm2 " + words[0] + ": " + run + " cannot be written: " + e.getMessage());
        }
    }
}
