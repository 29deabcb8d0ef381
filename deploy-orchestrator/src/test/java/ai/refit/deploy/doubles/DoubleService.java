package ai.refit.deploy.doubles;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The same service as {@code service.py}, for machines without Python; packed alone into a jar, so it uses the JDK only. */
final class DoubleService {

    private static final Pattern USER = Pattern.compile("\"user_id\"\\s*:\\s*(\"[^\"]*\"|\\d+)");

    private final String release = System.getenv().getOrDefault("RELEASE_ID", "");
    private final String version;
    private final String behaviour;
    private final String dependency;
    private final long millis;
    private final int port;

    private DoubleService(int port) throws IOException {
        this.port = port;
        Properties settings = properties("/release.properties");
        version = settings.getProperty("version");
        behaviour = settings.getProperty("behaviour");
        millis = (long) (1000 * Double.parseDouble(settings.getProperty("seconds")));
        dependency = properties("/greeting.properties").getProperty("version", "none");
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new DoubleService(Integer.parseInt(arguments[0])).run();
    }

    private void run() throws Exception {
        record("start");
        System.out.println("version " + version + " (" + behaviour + ") on port " + port);
        switch (behaviour) {
            case "exits-at-once" -> {
                System.err.println("Exception in thread \"main\" java.lang.NoClassDefFoundError: fastapi");
                System.exit(1);
            }
            case "dies" ->
                Thread.ofPlatform().daemon().start(() -> {
                    pause(millis);
                    Runtime.getRuntime().halt(3);
                });
            case "slow-boot" -> pause(millis);
            case "never-listens" -> new CountDownLatch(1).await();
            default -> {}
        }
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 128);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/ai/health", this::health);
        server.createContext("/api/ai/recommendations", this::recommend);
        server.createContext("/who", this::who);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        server.start();
    }

    private void stop(HttpServer server) {
        if (behaviour.equals("ignores-sigterm")) {
            pause(Long.MAX_VALUE);
        }
        server.stop(10);
        try {
            record("stop");
        } catch (IOException e) {
            System.err.println(e);
        }
        Runtime.getRuntime().halt(0);
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean healthy = !behaviour.equals("unhealthy");
        String named = behaviour.equals("wrong-release") ? "20200101000000-000000000000" : release;
        answer(
                exchange,
                healthy ? 200 : 500,
                "{\"status\": \"%s\", \"release\": \"%s\", \"pid\": %d}"
                        .formatted(healthy ? "ok" : "error", named, pid()));
    }

    private void recommend(HttpExchange exchange) throws IOException {
        var user = USER.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        if (behaviour.equals("smoke-fails")) {
            answer(exchange, 500, "{\"detail\": \"Internal Server Error\"}");
            return;
        }
        if (behaviour.equals("smoke-slow")) {
            pause(millis);
        }
        answer(
                exchange,
                200,
                "{\"status\": \"success\", \"user_id\": %s, \"release\": \"%s\"}"
                        .formatted(user.find() ? user.group(1) : "null", release));
    }

    private void who(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "{\"version\": \"%s\", \"release\": \"%s\", \"pid\": %d, \"starts\": %d, \"dependency\": \"%s\"}"
                        .formatted(version, release, pid(), starts(), dependency));
    }

    private static void answer(HttpExchange exchange, int status, String content) throws IOException {
        byte[] body = content.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** One line, in one write, so that lines of several processes never mix. */
    private void record(String effect) throws IOException {
        String file = System.getenv("EFFECTS_FILE");
        if (file != null) {
            String line = "%s %d %s %d %d\n"
                    .formatted(effect, pid(), release.isEmpty() ? "-" : release, port, System.currentTimeMillis());
            Files.write(Path.of(file), line.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static long starts() throws IOException {
        String file = System.getenv("EFFECTS_FILE");
        if (file == null) {
            return 0;
        }
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith("start ")).count();
        }
    }

    private static Properties properties(String resource) throws IOException {
        var properties = new Properties();
        try (InputStream file = DoubleService.class.getResourceAsStream(resource)) {
            if (file != null) {
                properties.load(file);
            }
        }
        return properties;
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
