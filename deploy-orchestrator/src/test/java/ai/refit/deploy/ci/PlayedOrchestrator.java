package ai.refit.deploy.ci;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers on loopback with what was prepared for a route, in that order and the last one ever after. */
final class PlayedOrchestrator implements AutoCloseable {

    /** @param headers the first of each name, names in lower case */
    record Asked(String line, Map<String, String> headers, byte[] body) {

        @Nullable
        String header(String name) {
            return headers.get(name);
        }

        String text() {
            return new String(body, UTF_8);
        }
    }

    /** @param status 0: the connection is broken off without an answer */
    record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    PlayedOrchestrator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param line as {@code GET /api/deploy/deployments/7} */
    PlayedOrchestrator answering(String line, Reply... inThisOrder) {
        replies.put(line, new ArrayDeque<>(List.of(inThisOrder)));
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(new Asked(line, headers, exchange.getRequestBody().readAllBytes()));
            Deque<Reply> prepared =
                    replies.getOrDefault(line, new ArrayDeque<>(List.of(new Reply(404, "{\"code\":\"NONE_SUCH\"}"))));
            Reply reply = prepared.size() > 1 ? prepared.remove() : prepared.element();
            if (reply.status() != 0) {
                byte[] body = reply.body().getBytes(UTF_8);
                exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
