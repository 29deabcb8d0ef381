package ai.refit.deploy.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Caddy's admin API, as far as a service's own server needs it; the configuration of others is never written. */
final class CaddyAdmin {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI address;

    CaddyAdmin(String address) {
        this.address = URI.create(address.endsWith("/") ? address : address + "/");
    }

    /** The server's configuration as it was given; empty when Caddy has none, as after a restart without its state. */
    Optional<JsonNode> server(String name) {
        HttpResponse<String> response = send("GET", "id/" + name, "");
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(read(expectOk(response, "GET server")));
    }

    /** Makes or replaces that server; what stands above it is made when it is missing. */
    void put(String name, JsonNode server) {
        // PUT makes, and refuses to replace what somebody else made meanwhile.
        for (String parent : new String[] {"", "apps", "apps/http", "apps/http/servers"}) {
            HttpResponse<String> there = send("GET", "config/" + parent, "");
            if (there.statusCode() != 200 || read(there.body()).isNull()) {
                send(parent.isEmpty() ? "POST" : "PUT", "config/" + parent, "{}");
            }
        }
        expectOk(send("POST", "config/apps/http/servers/" + name, server.toString()), "setting server " + name);
    }

    /** Requests that are under way at {@code host:port}. */
    int underWay(String upstream) {
        JsonNode upstreams = read(expectOk(send("GET", "reverse_proxy/upstreams", ""), "GET upstreams"));
        int count = 0;
        for (JsonNode entry : upstreams) {
            if (upstream.equals(entry.path("address").asString(""))) {
                count += entry.path("num_requests").asInt(0);
            }
        }
        return count;
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ProxyFailure("Caddy at " + address + ": no answer ("
                    + e.getClass().getSimpleName() + "; expected: Caddy running, with its admin API there)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProxyFailure("interrupted while asking Caddy at " + address);
        }
    }

    private String expectOk(HttpResponse<String> response, String what) {
        if (response.statusCode() != 200) {
            throw new ProxyFailure("Caddy at " + address + ": " + what + " was answered with " + response.statusCode()
                    + ": " + response.body().strip());
        }
        return response.body();
    }

    private JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ProxyFailure("Caddy at " + address + ": an answer that is not JSON (expected: its admin API)");
        }
    }
}
