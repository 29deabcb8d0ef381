package ai.refit.deploy.command;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An orchestrator's routes as a test wants them; a route that was given several answers gives the last one again and again. */
final class PlayedRoutes implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    record Asked(String route, Headers headers, String body) {}

    private record Answer(int status, String type, String body) {}

    PlayedRoutes() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/deploy", this::answer);
        server.start();
    }

    /** @param route such as {@code GET /services} */
    PlayedRoutes answering(String route, int status, String json) {
        return answering(route, new Answer(status, "application/json", json));
    }

    PlayedRoutes streaming(String route, String events) {
        return answering(route, new Answer(200, "text/event-stream", events));
    }

    PlayedRoutes refusing(String route, int status, String code, String detail) {
        String problem = "{\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}".formatted(status, code, detail);
        return answering(route, new Answer(status, "application/problem+json", problem));
    }

    private PlayedRoutes answering(String route, Answer answer) {
        answers.computeIfAbsent(route, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> routes() {
        return asked.stream().map(Asked::route).toList();
    }

    Asked last() {
        return asked.getLast();
    }

    Asked first(String route) {
        return asked.stream()
                .filter(each -> each.route().equals(route))
                .findFirst()
                .orElseThrow();
    }

    List<Asked> all() {
        return asked;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString().substring("/api/deploy".length());
        String route = exchange.getRequestMethod() + " " + target;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(route, exchange.getRequestHeaders(), body));
        Deque<Answer> known = answers.getOrDefault(route, new ArrayDeque<>());
        Answer answer = known.size() > 1 ? known.remove() : known.peek();
        if (answer == null) {
            answer = new Answer(404, "application/json", "{\"detail\":\"the test has no answer for " + route + "\"}");
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
