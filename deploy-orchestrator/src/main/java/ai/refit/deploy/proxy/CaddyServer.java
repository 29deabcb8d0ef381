package ai.refit.deploy.proxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server that Caddy runs for one service. Its configuration stays the same through all deployments; where requests
 * go is told by which file lies in a directory (see {@link Lead}), which Caddy looks at for each request:
 *
 * <ul>
 *   <li>a file named as a port: requests go to that port;
 *   <li>none of them: they wait. They first have to ask the <i>door</i>, a Unix socket of the same server, and
 *       reach it only by that file, a link to the socket. Until it is there Caddy's connection attempts fail, and are
 *       tried again; then the request goes to the port as if it had just come.
 * </ul>
 *
 * <p>Why not by changing the configuration: Caddy 2.6 then starts all its servers anew, which closes kept connections
 * under their clients' hands and answers waiting requests, also those of other services, with an error. Why the question
 * at the door is a request of its own, without a body: when a connection attempt fails, Caddy 2.6 has closed the
 * request's body, and a retry cannot send it; and when no upstream is healthy it retries GET only.
 *
 * @param listen Caddy's address, as {@code :8080}
 * @param hold the longest time that a request waits
 * @param run directory for {@code lead/}, which Caddy's user must be able to read, and {@code door/}, where it must be
 *     able to make its socket
 */
record CaddyServer(String name, String listen, List<Integer> ports, Duration hold, Path run) {

    /** Below the five seconds after which many servers close a quiet connection, perhaps just as it is used. */
    private static final String UPSTREAM_IDLE = "3s";

    private static final String DOOR_PATH = "/.refit-door";
    private static final String LOOK_AGAIN = "100ms";
    private static final Pattern PATTERN_SIGNS = Pattern.compile("[*?\\[\\]{}\\\\]");
    private static final int LONGEST_SOCKET_PATH = 107;

    CaddyServer {
        ports = List.copyOf(ports);
    }

    Path leads() {
        return run.resolve("lead");
    }

    Path door() {
        return run.resolve("door/caddy.sock");
    }

    static String upstream(int port) {
        return "127.0.0.1:" + port;
    }

    /** Why Caddy could not work with files there; empty when it can. */
    Optional<String> unfitPath() {
        if (door().toString().length() > LONGEST_SOCKET_PATH) {
            return Optional.of("base: " + run + " is too long a path for a Unix socket in it (expected: at most "
                    + (LONGEST_SOCKET_PATH - run.relativize(door()).toString().length() - 1) + " bytes)");
        }
        return PATTERN_SIGNS.matcher(run.toString()).find()
                ? Optional.of("base: " + run + " holds a sign that Caddy takes for a pattern (expected: none of"
                        + " * ? [ ] { } \\)")
                : Optional.empty();
    }

    JsonNode configuration() {
        List<Map<String, Object>> toPorts = ports.stream().map(this::toPort).toList();
        List<Map<String, Object>> routes = new ArrayList<>();
        routes.add(Map.of(
                "match", List.of(Map.of("path", List.of(DOOR_PATH))),
                "handle", List.of(Map.of("handler", "static_response", "status_code", 204))));
        routes.addAll(toPorts);
        Map<String, Object> onward = Map.of("handler", "subroute", "routes", toPorts);
        routes.add(Map.of(
                "handle",
                List.of(
                        askAtTheDoor(),
                        onward,
                        // Once more, for those that had passed the door in the very moment when it was shut again.
                        askAtTheDoor(),
                        onward,
                        Map.of("handler", "static_response", "status_code", 503))));
        return new JsonMapper()
                .valueToTree(Map.of(
                        "@id",
                        name,
                        "listen",
                        List.of(listen, "unix/" + door()),
                        "automatic_https",
                        Map.of("disable", true),
                        "routes",
                        routes));
    }

    private Map<String, Object> toPort(int port) {
        return Map.of(
                "match",
                List.of(Map.of(
                        "file", Map.of("root", leads().toString(), "try_files", List.of(Integer.toString(port))))),
                "handle",
                List.of(Map.of(
                        "handler", "reverse_proxy",
                        "transport", Map.of("protocol", "http", "keep_alive", Map.of("idle_timeout", UPSTREAM_IDLE)),
                        "upstreams", List.of(Map.of("dial", upstream(port))))));
    }

    private Map<String, Object> askAtTheDoor() {
        return Map.of(
                "handler",
                "reverse_proxy",
                "rewrite",
                Map.of("method", "GET", "uri", DOOR_PATH),
                "transport",
                Map.of("protocol", "http", "keep_alive", Map.of("enabled", false)),
                "upstreams",
                ports.stream()
                        .map(port -> Map.of("dial", "unix/" + leads().resolve(Integer.toString(port))))
                        .toList(),
                "load_balancing",
                Map.of(
                        "try_duration",
                        hold.toMillis() + "ms",
                        "try_interval",
                        LOOK_AGAIN,
                        "selection_policy",
                        Map.of("policy", "round_robin")),
                "handle_response",
                List.of(Map.of(
                        "match", Map.of("status_code", List.of(204)),
                        "routes", List.of(Map.of("handle", List.of(Map.of("handler", "vars")))))));
    }
}
