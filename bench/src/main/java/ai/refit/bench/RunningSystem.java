package ai.refit.bench;

import ai.refit.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The whole system as {@code refit run} starts it: one process with Kafka and all services, and PostgreSQL beside it. */
final class RunningSystem implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Program program;
    private final Path data;
    private final URI url;
    private final Map<String, String> addresses;

    private RunningSystem(Program program, Path data, URI url, Map<String, String> addresses) {
        this.program = program;
        this.data = data;
        this.url = url;
        this.addresses = addresses;
    }

    /** @param options of {@code refit run}, beside the port and the data directory */
    static RunningSystem start(Path data, List<String> jvm, String... options) {
        try {
            Files.createDirectories(data);
            int port = freePort();
            var arguments = new String[5 + options.length];
            List<String> fixed = List.of("run", "--port", Integer.toString(port), "--data", data.toString());
            IntStream.range(0, fixed.size()).forEach(i -> arguments[i] = fixed.get(i));
            System.arraycopy(options, 0, arguments, fixed.size(), options.length);
            var program = Program.refit(data.resolve("output"), jvm, arguments);
            Map<String, String> addresses = new HashMap<>();
            for (String line : Files.readAllLines(data.resolve("connection.env"))) {
                addresses.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
            return new RunningSystem(program, data, URI.create("http://127.0.0.1:" + port), addresses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return url;
    }

    String kafka() {
        return String.valueOf(addresses.get("KAFKA_BOOTSTRAP_SERVERS"));
    }

    String database() {
        return String.valueOf(addresses.get("DATABASE_URL"));
    }

    /** Of this system and of another program that uses its PostgreSQL. */
    Effort effortWith(Program other) {
        return new Effort(List.of(program.handle(), other.handle()), data.resolve("postgres"));
    }

    Program.Start start() {
        return program.start();
    }

    /** Returns when that many can be found. */
    void importMentors(String lines, int count) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url.resolve("/api/ai/mentors/import"))
                    .header("Content-Type", "application/x-ndjson")
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofString(lines))
                    .build();
            JsonNode answer =
                    Json.tree(http.send(request, BodyHandlers.ofByteArray()).body());
            if (answer.path("accepted").asInt(0) != count) {
                throw new IllegalStateException("the import answered " + answer);
            }
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (searchable(http) < count) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("only " + searchable(http) + " mentors became searchable");
                }
                Thread.sleep(200);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }

    /** A port with the others free that the system derives from it. */
    static int freePort() {
        return IntStream.iterate(18_000, port -> port < 30_000, port -> port + 1)
                .filter(port -> IntStream.of(0, 10, 20, 30).allMatch(offset -> isFree(port + offset)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private long searchable(HttpClient http) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve("/api/ai/health")).build();
        return Json.tree(http.send(request, BodyHandlers.ofByteArray()).body())
                .path("components")
                .path("embedding_worker")
                .path("mentors_searchable")
                .asLong(0);
    }
}
