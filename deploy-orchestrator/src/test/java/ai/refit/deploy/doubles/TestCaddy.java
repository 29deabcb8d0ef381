package ai.refit.deploy.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A real Caddy with an admin API and nothing else in it; needs the program {@code caddy}. */
public final class TestCaddy implements AutoCloseable {

    private final Path directory;
    private final int admin;
    private final int listen;
    private final Process process;

    /** @param directory for all that it writes */
    public TestCaddy(Path directory) {
        this.directory = directory;
        List<Integer> ports = LoopbackPorts.pair();
        admin = ports.getFirst();
        listen = ports.getLast();
        process = run();
        Instant end = Instant.now().plusSeconds(15);
        while (!answers()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Caddy does not answer; see caddy.log");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    public String admin() {
        return "http://127.0.0.1:" + admin;
    }

    /** A free address that the test may have it listen on, as {@code 127.0.0.1:8080}. */
    public String listen() {
        return "127.0.0.1:" + listen;
    }

    /** Puts a part of its configuration. */
    public void configure(String path, String json) {
        try {
            var answer = call("PUT", path, json);
            if (answer >= 300) {
                throw new IllegalArgumentException("Caddy answers " + answer + " to " + path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            return call("GET", "", "") == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private int call(String method, String path, String body) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(admin() + "/config/" + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process run() {
        try {
            Path files = Files.createDirectories(directory);
            Path empty = Files.writeString(
                    files.resolve("caddy.json"), "{\"admin\":{\"listen\":\"127.0.0.1:" + admin + "\"}}");
            var builder = new ProcessBuilder("caddy", "run", "--config", empty.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(files.resolve("caddy.log").toFile());
            builder.environment().put("HOME", files.toString());
            builder.environment().put("XDG_DATA_HOME", files.resolve("data").toString());
            builder.environment().put("XDG_CONFIG_HOME", files.resolve("config").toString());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
