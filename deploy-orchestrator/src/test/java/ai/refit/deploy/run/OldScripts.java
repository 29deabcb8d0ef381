package ai.refit.deploy.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.refit.deploy.doubles.Behaviour;
import ai.refit.deploy.doubles.DoubleRelease;
import ai.refit.deploy.doubles.LoopbackPorts;
import ai.refit.deploy.doubles.TestCaddy;
import ai.refit.deploy.doubles.TestPm2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The commands that were run on the host before there was an orchestrator, with one port and a plain reverse proxy. */
final class OldScripts {

    private final Path directory;
    private final TestPm2 pm2;
    private final TestCaddy caddy;
    private final int port = LoopbackPorts.one();

    OldScripts(Path directory, TestPm2 pm2, TestCaddy caddy) {
        this.directory = directory;
        this.pm2 = pm2;
        this.caddy = caddy;
    }

    /** Returns when the commands do, whatever serves by then. */
    void deploy(String version) {
        try {
            DoubleRelease built = DoubleRelease.archive(directory.resolve("ci"), version, Behaviour.healthy());
            Path release = Files.createDirectories(directory.resolve(version));
            run("tar", "-xzf", built.file().toString(), "-C", release.toString());
            Path app = Files.writeString(directory.resolve("app.config.js"), """
                    module.exports = { apps: [{ name: "app", script: "%s/bin/serve", args: ["%d"], interpreter: "none" }] };
                    """.formatted(release, port));
            Path proxy = Files.writeString(directory.resolve("caddy.json"), """
                    {"admin": {"listen": "%s"}, "apps": {"http": {"servers": {"app": {"listen": ["%s"], "routes": [
                      {"handle": [{"handler": "reverse_proxy", "upstreams": [{"dial": "127.0.0.1:%d"}]}]}
                    ]}}}}}
                    """.formatted(
                            caddy.admin().replace("http://", ""), caddy.listen(), port));
            pm2.run("delete", "app");
            pm2.run("start", app.toString());
            run(
                    "caddy",
                    "reload",
                    "--config",
                    proxy.toString(),
                    "--address",
                    caddy.admin().replace("http://", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean serves(String version) {
        try (var answer =
                URI.create("http://" + caddy.listen() + "/who").toURL().openStream()) {
            return new String(answer.readAllBytes(), UTF_8).contains("\"version\": \"" + version + "\"");
        } catch (IOException notYet) {
            return false;
        }
    }

    private void run(String... command) throws IOException {
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("scripts.log").toFile()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError(
                        String.join(" ", command) + ": " + Files.readString(directory.resolve("scripts.log")));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
