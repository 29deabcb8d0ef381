package ai.refit.llm.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A web server on a loopback address that remembers what it was asked. */
final class PlayedHost implements AutoCloseable {

    record Asked(String target, Map<String, List<String>> headers) {
        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    PlayedHost() {
        this("127.0.0.1", 0, null);
    }

    PlayedHost(String address, int port, @Nullable SSLContext tls) {
        try {
            var at = new InetSocketAddress(address, port);
            if (tls == null) {
                server = HttpServer.create(at, 0);
            } else {
                var secure = HttpsServer.create(at, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    void play(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.add(new Asked(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders())));
            try (exchange) {
                handler.handle(exchange);
            } catch (IOException gone) {
                // the client hung up, which is what several tests want
            }
        });
    }

    void answer(String path, int status, String type, byte[] body) {
        play(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            send(exchange, status, body);
        });
    }

    void page(String path, String html) {
        answer(path, 200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    void redirect(String path, int status, String location) {
        play(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.getResponseHeaders().add("Set-Cookie", "session=1; Path=/");
            exchange.sendResponseHeaders(status, -1);
        });
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
